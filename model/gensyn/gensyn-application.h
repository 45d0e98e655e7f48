/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef GENSYN_APPLICATION_H
#define GENSYN_APPLICATION_H

#include "ns3/deferred-deletion.h"
#include "ns3/event-id.h"
#include "ns3/event-impl.h"
#include "ns3/gensyn-model.h"
#include "ns3/gensyn-pages.h"
#include "ns3/gensyn-patience.h"
#include "ns3/gensyn-population.h"
#include "ns3/gensyn-port-book.h"
#include "ns3/gensyn-stream.h"
#include "ns3/inet-socket-address.h"
#include "ns3/traced-callback.h"
#include "ns3/traffic-application.h"
#include "ns3/uniform-source.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A population of users on a host (Heegaard, "GenSyn", Telektronikk 2/3.2001): the model says when
 * users begin to communicate, the network how long that takes. It costs what is open: users who do
 * not communicate are counts, with one event for all of them.
 *
 * Each stream is a transfer of kind ftp, web, cbr, voip or mpeg. Bytes are those of bodies, or of
 * datagrams.
 */
class GensynApplication : public TrafficApplication, private GensynStream::Owner
{
  public:
    /// @return the class and its attributes
    static TypeId GetTypeId();
    GensynApplication();
    ~GensynApplication() override;

    /**
     * Who the users are. Call it before the application starts.
     * @param model of a user
     * @param users how many
     */
    void SetModel(std::shared_ptr<const GensynModel> model, uint64_t users);
    /**
     * Who serves them: each stream goes to one of these, with equal chances.
     * @param hosts names in ns3::Names, "node<id>", or dotted quads; they run content servers
     */
    void SetServers(std::vector<std::string> hosts);
    /**
     * Find the addresses of all servers now. Without this call they are found at the start.
     * @throw InputError with every host that is not there
     */
    void ResolveServers();

    int64_t AssignStreams(int64_t stream) override;
    void ReportOpenTransfers() override;

    /// The users; null before the start.
    const GensynPopulation* GetPopulation() const;
    /// @return as SetModel was told
    const GensynModel& GetModel() const;
    /// @return what the transfers are called
    std::string GetLabel() const;
    /// Streams that are open.
    std::size_t GetNStreams() const;
    /// @param from a state @param to the state of a user who left it
    typedef void (*TransitionTracedCallback)(uint32_t from, uint32_t to);
    /// @param population at the time of a sample, or when a user begins to communicate
    typedef void (*PopulationTracedCallback)(const GensynPopulation& population);

  protected:
    void DoInitialize() override;
    void DoDispose() override;

  private:
    /// What random numbers are for.
    enum Purpose
    {
        TIMES,
        CHOICES,
        PATIENCE,
        CONTENT,
        DURATIONS,
        TALK,
        SILENCE,
        TRACES,
        OFFSETS,
        SERVERS,
        PORTS,
        N_PURPOSES
    };

    void StartApplication() override;
    void StopApplication() override;

    /// Tell the population how much time has passed.
    void Touch();
    /// The population has changed: wait for its next event.
    void Wait();
    /// Wait for an event of ns-3 at the time of the next stochastic event. @param now nanoseconds
    void ScheduleRace(int64_t now);
    /// The time of the next event has come, unless things have changed since it was set.
    void Expire();
    void Fire();
    void Sample();
    /// A user has changed state.
    void Enter(const GensynPopulation::Step& step);
    /// @param state that a user is in @param underWay the law of a user who is found there; null for
    /// one who has come
    void BeginStream(uint32_t state, const GensynSojourn* underWay);
    void BeginPage(uint32_t state, const GensynModule& module);
    void BeginDatagrams(uint32_t state, const GensynModule& module, Time duration);
    /// A user gives up. @param stream its own @param error why, when that was not impatience
    void GiveUp(GensynStream& stream, const char* error);
    void StreamEnded(GensynStream& stream, const char* error) override;
    /// A user leaves a communication state.
    void Leave(GensynStream& stream, GensynPopulation::Reason reason, const char* error);
    /// Record a stream that has left the population, and destroy it later.
    void Bury(GensynStream& stream, TransferRecord::Status status, const char* error);
    /// A stream lets go of what it has of ours.
    void Release(GensynStream& stream);
    /// All streams, in the order of their start.
    std::vector<GensynStream*> ListStreams() const;
    void Record(const GensynStream& stream, TransferRecord::Status status, const char* error);
    void EndAll(TransferRecord::Status status, const char* error);
    UniformSource& Draws(Purpose purpose);

    // Configuration.
    std::shared_ptr<const GensynModel> m_model;
    uint64_t m_nUsers{0};
    std::vector<std::string> m_servers;
    std::vector<Ipv4Address> m_addresses; //!< of the servers
    uint16_t m_port{0};
    uint16_t m_udpPort{0};
    Time m_sampleInterval;
    std::optional<int64_t> m_firstStream;

    // State.
    std::array<StreamUniformSource, N_PURPOSES> m_draws;
    std::unique_ptr<GensynPopulation> m_population;
    std::vector<std::unique_ptr<GensynPages>> m_pages; //!< by module; null for datagrams
    Ptr<GensynPortBook> m_ports;
    GensynPatience m_patience;
    TcpSessionOptions m_options;
    std::string m_hostname;
    uint64_t m_sequence{0};
    bool m_isRunning{false};
    Time m_last; //!< when the population was told the time
    EventId m_race;
    Ptr<EventImpl> m_expiry; //!< of the race: one event object serves again and again
    int64_t m_raceTime{0};   //!< of that event, nanoseconds
    int64_t m_due{0};        //!< when the next stochastic event is, which is not before that
    bool m_isRacePending{false};
    EventId m_sample;
    DeferredDeletion<GensynStream> m_dead;

    TracedCallback<uint32_t, uint32_t> m_transitionTrace;
    TracedCallback<const GensynPopulation&> m_eventTrace;
    TracedCallback<const GensynPopulation&> m_sampleTrace;
};

} // namespace ns3

#endif // GENSYN_APPLICATION_H
