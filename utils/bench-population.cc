/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * @file
 * What a stochastic event of a population costs, in CPU time: users as counts with one event of
 * ns-3 for all of them (GensynApplication), against one event of ns-3 a user, under ns-3's default
 * MapScheduler and under its fastest, PriorityQueueScheduler; and how much memory users take.
 *
 * All in one process, in turns; of each the fastest round counts, as other work on the machine only
 * adds.
 */

#include "ns3/command-line.h"
#include "ns3/gensyn-application.h"
#include "ns3/gensyn-model.h"
#include "ns3/gensyn-population.h"
#include "ns3/gensyn-templates.h"
#include "ns3/node.h"
#include "ns3/object-factory.h"
#include "ns3/simulator.h"
#include "ns3/uniform-source.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <malloc.h>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

/// Bytes that operator new has handed out and that are not given back.
std::size_t g_bytes = 0;

} // namespace

[[gnu::noinline]] void*
operator new(std::size_t size)
{
    void* memory = std::malloc(size);
    g_bytes += malloc_usable_size(memory);
    return memory;
}

[[gnu::noinline]] void
operator delete(void* memory) noexcept
{
    g_bytes -= malloc_usable_size(memory);
    std::free(memory);
}

[[gnu::noinline]] void
operator delete(void* memory, std::size_t) noexcept
{
    operator delete(memory);
}

namespace
{

constexpr uint64_t EVENTS = 1'000'000;
constexpr int STATES = 8;
constexpr double MEAN = 10; // seconds in each state
/// What the cost may be, to that of an event a user; and of any population to that of 10^3.
constexpr double GOAL_MAP = 0.1;
constexpr double GOAL_QUEUE = 1.0 / 3;
constexpr double GOAL_GROWTH = 1.05;
constexpr std::size_t GOAL_MEMORY = 1024;

/// Eight states; from each one goes on to two others.
std::shared_ptr<const GensynModel>
MakeModel()
{
    std::string states;
    for (int i = 0; i < STATES; ++i)
    {
        const auto name = [](int state) { return "\"s" + std::to_string(state % STATES) + "\""; };
        states += (i > 0 ? ", " : "") + name(i) + ": {\"mean\": \"10s\", \"to\": {" + name(i + 1) +
                  ": 0.7, " + name(i + 3) + ": 0.3}}";
    }
    return GensynModel::Parse(R"({"name": "bench", "start": "stationary", "states": {)" + states +
                                  "}}",
                              "bench");
}

double
CpuSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// What a run has cost.
struct Cost
{
    double nanoseconds{1e18}; //!< an event
    double bytes{0};          //!< a user
};

/// One event of ns-3 a user, who is a byte.
class UserEvents
{
  public:
    explicit UserEvents(uint64_t users)
        : m_states(users)
    {
        m_times.SetStream(1);
        m_choices.SetStream(2);
        for (uint64_t user = 0; user < users; ++user)
        {
            m_states[user] = static_cast<uint8_t>(user % STATES);
            Wait(user);
        }
    }

    uint64_t m_left{EVENTS};

  private:
    void Wait(uint64_t user)
    {
        const double delay = -MEAN * std::log1p(-m_times.NextUniform());
        Simulator::Schedule(NanoSeconds(std::llround(delay * 1e9)), &UserEvents::Go, this, user);
    }

    void Go(uint64_t user)
    {
        m_states[user] = static_cast<uint8_t>(
            (m_states[user] + (m_choices.NextUniform() < 0.7 ? 1 : 3)) % STATES);
        Wait(user);
        if (--m_left == 0)
        {
            Simulator::Stop();
        }
    }

    std::vector<uint8_t> m_states;
    StreamUniformSource m_times;
    StreamUniformSource m_choices;
};

void
SetScheduler(const char* type)
{
    ObjectFactory scheduler;
    scheduler.SetTypeId(type);
    Simulator::SetScheduler(scheduler);
}

void
MeasureUserEvents(const char* scheduler, uint64_t users, Cost& cost)
{
    SetScheduler(scheduler);
    const auto before = g_bytes;
    {
        UserEvents events(users);
        cost.bytes = static_cast<double>(g_bytes - before) / static_cast<double>(users);
        const double begin = CpuSeconds();
        Simulator::Run();
        cost.nanoseconds = std::min(cost.nanoseconds, 1e9 * (CpuSeconds() - begin) / EVENTS);
    }
    Simulator::Destroy();
}

void
MeasurePopulation(const std::shared_ptr<const GensynModel>& model, uint64_t users, Cost& cost)
{
    SetScheduler("ns3::MapScheduler");
    const auto node = CreateObject<Node>();
    const auto application = CreateObject<GensynApplication>();
    application->SetModel(model, users);
    application->AssignStreams(1);
    node->AddApplication(application);
    // As long as the events take on average.
    Simulator::Stop(Seconds(MEAN * EVENTS / static_cast<double>(users)));
    const double begin = CpuSeconds();
    Simulator::Run();
    const auto events = static_cast<double>(Simulator::GetEventCount());
    cost.nanoseconds = std::min(cost.nanoseconds, 1e9 * (CpuSeconds() - begin) / events);
    Simulator::Destroy();
}

/// Without a simulator.
void
MeasureRace(const std::shared_ptr<const GensynModel>& model, uint64_t users, Cost& cost)
{
    StreamUniformSource times;
    StreamUniformSource choices;
    times.SetStream(1);
    choices.SetStream(2);
    const auto before = g_bytes;
    const auto population = std::make_unique<GensynPopulation>(model, users, times, choices);
    population->Start();
    cost.bytes = static_cast<double>(g_bytes - before);
    const double begin = CpuSeconds();
    for (uint64_t i = 0; i < EVENTS; ++i)
    {
        population->Fire();
    }
    cost.nanoseconds = std::min(cost.nanoseconds, 1e9 * (CpuSeconds() - begin) / EVENTS);
}

/**
 * What a population of a template keeps when many communications have been open in each of its
 * states, and none is any more.
 * @return bytes
 */
std::size_t
MeasureMemory(const std::string& name)
{
    constexpr std::size_t OPEN = 10'000;

    struct Stream : GensynPopulation::Communication
    {
    };

    const auto model = GensynModel::Load(name);
    StreamUniformSource times;
    StreamUniformSource choices;
    times.SetStream(1);
    choices.SetStream(2);
    std::vector<Stream> streams(OPEN);
    const auto before = g_bytes;
    const auto population = std::make_unique<GensynPopulation>(model, 10'000'000, times, choices);
    population->Start();
    for (uint32_t state = 0; state < model->GetStates().size(); ++state)
    {
        if (model->GetStates()[state].IsStochastic())
        {
            continue;
        }
        for (auto& stream : streams)
        {
            population->Hold(stream, state);
        }
        for (auto& stream : streams)
        {
            population->Break(stream, false);
        }
    }
    return g_bytes - before;
}

bool
Judge(const char* what, double value, double most)
{
    const bool isGood = value <= most;
    std::printf("%-58s %8.3f  (at most %.3f wanted: %s)\n",
                what,
                value,
                most,
                isGood ? "good" : "NOT MET");
    return isGood;
}

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t rounds = 5;
    CommandLine command(__FILE__);
    command.AddNonOption("rounds", "how often to measure each; the fastest counts", rounds);
    command.Parse(argc, argv);
    if (rounds == 0)
    {
        std::fprintf(stderr, "rounds are over 0\n");
        return 2;
    }
    const auto model = MakeModel();
    const std::vector<uint64_t> sizes{1'000, 1'000'000, 10'000'000};
    std::vector<Cost> counts(sizes.size());
    std::vector<Cost> races(sizes.size());
    Cost map;
    Cost queue;
    for (uint32_t round = 0; round < rounds; ++round)
    {
        for (std::size_t i = 0; i < sizes.size(); ++i)
        {
            MeasurePopulation(model, sizes[i], counts[i]);
            MeasureRace(model, sizes[i], races[i]);
        }
        MeasureUserEvents("ns3::MapScheduler", 1'000'000, map);
        MeasureUserEvents("ns3::PriorityQueueScheduler", 1'000'000, queue);
    }
    std::printf("%-44s %10s %14s %16s\n", "", "users", "ns an event", "bytes");
    const auto print = [](const char* what, uint64_t users, const Cost& cost, double bytes) {
        std::printf("%-44s %10llu %14.1f %16.0f\n",
                    what,
                    static_cast<unsigned long long>(users),
                    cost.nanoseconds,
                    bytes);
    };
    print("an event a user, MapScheduler", 1'000'000, map, map.bytes * 1e6);
    print("an event a user, PriorityQueueScheduler", 1'000'000, queue, queue.bytes * 1e6);
    for (std::size_t i = 0; i < sizes.size(); ++i)
    {
        print("population, in a simulation", sizes[i], counts[i], races[i].bytes);
        print("population, alone", sizes[i], races[i], races[i].bytes);
    }
    bool isGood = Judge("a population of 10^6 to an event a user, MapScheduler",
                        counts[1].nanoseconds / map.nanoseconds,
                        GOAL_MAP);
    isGood &= Judge("the same, PriorityQueueScheduler",
                    counts[1].nanoseconds / queue.nanoseconds,
                    GOAL_QUEUE);
    isGood &= Judge("a population of 10^7 to one of 10^3",
                    counts[2].nanoseconds / counts[0].nanoseconds,
                    GOAL_GROWTH);
    isGood &= Judge("a population of 10^3 to one of 10^7",
                    counts[0].nanoseconds / counts[2].nanoseconds,
                    GOAL_GROWTH);
    isGood &= Judge("bytes of a population of 10^7", races[2].bytes, GOAL_MEMORY);
    for (const auto& name : GetGensynTemplates())
    {
        isGood &= Judge(("bytes of 10^7 users of template " + name + ", none open").c_str(),
                        static_cast<double>(MeasureMemory(name)),
                        GOAL_MEMORY);
    }
    return isGood ? 0 : 1;
}
