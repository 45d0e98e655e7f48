/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FLOW_TRACE_HOSTS_H
#define FLOW_TRACE_HOSTS_H

#include "../session/two-hosts.h"

#include "ns3/flow-receiver-application.h"
#include "ns3/flow-trace-application.h"
#include "ns3/flow-trace-helper.h"
#include "ns3/flow-trace-reader.h"
#include "ns3/key-value-server-application.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ns3
{

/// Two hosts, "client" and "server", that play a trace.
class FlowTraceHosts : public TwoHosts
{
  protected:
    /// @param text of a trace, where the hosts have the addresses 10.1.1.1 and 10.1.1.2
    void Play(const std::string& text, Time stop = Seconds(60))
    {
        Install(text);
        RunUntil(stop);
    }

    void Install(const std::string& text)
    {
        const auto hosts = FlowGroupHosts::Parse("client 10.1.1.1\nserver 10.1.1.2\n", "hosts");
        FlowTraceHelper helper(
            std::make_shared<const FlowTrace>(ParseFlowTrace(text, "trace", hosts)));
        for (const auto& [name, value] : m_attributes)
        {
            helper.SetAttribute(name, StringValue(value));
        }
        helper.SetLogDirectory(m_logDirectory);
        m_applications.Add(helper.Install(m_nodes));
        for (auto each = m_applications.Begin(); each != m_applications.End(); ++each)
        {
            (*each)->TraceConnectWithoutContext("Transfer",
                                                MakeCallback(&FlowTraceHosts::AddRecord, this));
            if (DynamicCast<FlowTraceApplication>(*each))
            {
                (*each)->TraceConnectWithoutContext("Flow",
                                                    MakeCallback(&FlowTraceHosts::AddFlow, this));
                (*each)->TraceConnectWithoutContext(
                    "Request",
                    MakeCallback(&FlowTraceHosts::AddRequest, this));
            }
            if (DynamicCast<FlowReceiverApplication>(*each))
            {
                (*each)->TraceConnectWithoutContext(
                    "Flow",
                    MakeCallback(&FlowTraceHosts::AddReceived, this));
            }
        }
    }

    /// Run to a time, and take the rows of what is still open then.
    void RunUntil(Time stop)
    {
        Simulator::Stop(stop - Simulator::Now());
        Simulator::Run();
        for (auto each = m_applications.Begin(); each != m_applications.End(); ++each)
        {
            DynamicCast<TrafficApplication>(*each)->ReportOpenTransfers();
        }
    }

    template <typename T>
    Ptr<T> Find(Ptr<Node> node) const
    {
        for (uint32_t i = 0; i < node->GetNApplications(); ++i)
        {
            if (const auto found = DynamicCast<T>(node->GetApplication(i)))
            {
                return found;
            }
        }
        return nullptr;
    }

    /// @param listeners of each node
    void ExpectNoSocketsLeft(std::size_t listeners = 1) const
    {
        for (uint32_t i = 0; i < m_nodes.GetN(); ++i)
        {
            const auto host = TcpSessionHost::Of(m_nodes.Get(i));
            EXPECT_EQ(host->GetNClosing(), 0U) << i;
            EXPECT_EQ(host->GetPorts().GetNTaken(), 0U) << i;
            EXPECT_LE(CountSockets(m_nodes.Get(i)), listeners) << i;
        }
    }

    std::vector<std::pair<std::string, std::string>> m_attributes;
    std::string m_logDirectory;
    ApplicationContainer m_applications;
    std::vector<TransferRecord> m_records;
    std::vector<FlowletReport> m_flows;
    std::vector<KeyValueReport> m_requests;
    std::vector<FlowReceivedReport> m_received;

  private:
    void AddRecord(const TransferRecord& record)
    {
        m_records.push_back(record);
    }

    void AddFlow(const FlowletReport& report)
    {
        m_flows.push_back(report);
    }

    void AddRequest(const KeyValueReport& report)
    {
        m_requests.push_back(report);
    }

    void AddReceived(const FlowReceivedReport& report)
    {
        m_received.push_back(report);
    }
};

} // namespace ns3

#endif // FLOW_TRACE_HOSTS_H
