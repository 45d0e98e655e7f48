/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_HOSTS_H
#define GENSYN_HOSTS_H

#include "gensyn/population-run.h"
#include "session/two-hosts.h"

#include "ns3/content-server-application.h"
#include "ns3/gensyn-application.h"
#include "ns3/tcp-session-host.h"

#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

/// A fixture: users on "client", a content server on "server".
class GensynHosts : public TwoHosts
{
  protected:
    void TearDown() override
    {
        m_users = nullptr;
        m_server = nullptr;
        TwoHosts::TearDown();
    }

    void Install(const std::string& json,
                 uint64_t users,
                 const std::vector<std::string>& parameters = {})
    {
        m_server = CreateObject<ContentServerApplication>();
        Server()->AddApplication(m_server);
        m_users = InstallUsers(json, users, parameters);
    }

    Ptr<GensynApplication> InstallUsers(const std::string& json,
                                        uint64_t users,
                                        const std::vector<std::string>& parameters = {})
    {
        const auto application = CreateObject<GensynApplication>();
        application->SetModel(GensynModel::Parse(json, "model.json", parameters), users);
        application->SetServers({"server"});
        Client()->AddApplication(application);
        application->AssignStreams(100 * Client()->GetNApplications());
        application->TraceConnectWithoutContext("Transfer",
                                                MakeCallback(&GensynHosts::Record, this));
        application->SetStartTime(MilliSeconds(1));
        return application;
    }

    void Run(double seconds)
    {
        Simulator::Stop(Seconds(seconds));
        Simulator::Run();
    }

    void Record(const TransferRecord& record)
    {
        m_records.push_back(record);
    }

    std::size_t Count(TransferRecord::Status status) const
    {
        std::size_t count = 0;
        for (const auto& record : m_records)
        {
            count += record.status == status;
        }
        return count;
    }

    /// All of a run that may not differ.
    std::string Describe() const
    {
        std::ostringstream text;
        for (const auto& record : m_records)
        {
            text << record.sequence << ' ' << record.kind << ' ' << record.sentBytes << ' '
                 << record.receivedBytes << ' ' << record.start.GetTimeStep() << ' '
                 << record.end.GetTimeStep() << ' ' << record.status << ' ' << record.error << '\n';
        }
        return text.str();
    }

    Ptr<GensynApplication> m_users;
    Ptr<ContentServerApplication> m_server;
    std::vector<TransferRecord> m_records;
};

/// Oracle O7 on an application.
class ApplicationWork
{
  public:
    explicit ApplicationWork(Ptr<GensynApplication> application)
        : m_application(application)
    {
        application->TraceConnectWithoutContext("Transition",
                                                MakeCallback(&ApplicationWork::Change, this));
        application->TraceConnectWithoutContext("StochasticEvent",
                                                MakeCallback(&ApplicationWork::Event, this));
    }

    WorkTest m_works;
    uint64_t m_wrong{0}; //!< times that counts did not add up (O9)

  private:
    /// The rate, from counts alone.
    double GetRate() const
    {
        const auto& population = *m_application->GetPopulation();
        const auto& counts = population.GetCounts();
        const auto& states = m_application->GetModel().GetStates();
        double rate = 0;
        for (uint32_t state = 0; state < states.size(); ++state)
        {
            rate += static_cast<double>(counts[state]) * states[state].impatienceRate;
            double factor = 0;
            for (const auto& target : states[state].to)
            {
                double weight = target.probability;
                for (const auto& condition : target.conditions)
                {
                    weight *= condition.Weigh(counts[condition.state]);
                }
                factor += weight;
            }
            for (uint32_t phase = 0; phase < states[state].phases.size(); ++phase)
            {
                rate += static_cast<double>(population.GetPhaseCount(state, phase)) /
                        states[state].phases[phase].mean * factor;
            }
        }
        return rate;
    }

    void Pass()
    {
        m_works.Pass(m_rate, (Simulator::Now() - m_last).GetSeconds());
        m_last = Simulator::Now();
    }

    void Event(const GensynPopulation& population)
    {
        if (m_works.GetN() == 0 && m_rate == 0)
        {
            m_last = m_application->GetPopulation() ? MilliSeconds(1) : Time(0);
            m_rate = GetRate(); // since the start
        }
        Pass();
        m_works.Event();
        uint64_t sum = 0;
        const auto& states = m_application->GetModel().GetStates();
        for (uint32_t state = 0; state < states.size(); ++state)
        {
            sum += population.GetCounts()[state];
            if (!states[state].IsStochastic() &&
                population.GetCounts()[state] != population.GetHeld(state).size())
            {
                ++m_wrong;
            }
        }
        m_wrong += sum != population.GetNUsers();
    }

    void Change(uint32_t, uint32_t)
    {
        Pass();
        m_rate = GetRate();
    }

    Ptr<GensynApplication> m_application;
    double m_rate{0};
    Time m_last;
};

} // namespace ns3

#endif // GENSYN_HOSTS_H
