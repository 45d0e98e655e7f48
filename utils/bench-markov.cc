/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * @file
 * What a step of a Markov model with ten states costs, in CPU time and in draws of ns-3's own
 * generator, which were timed in the same run; and how much memory many walks of one model take.
 */

#include "ns3/rng-stream.h"
#include "ns3/tgen-markov-model.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <malloc.h>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;

namespace
{

constexpr int STATES = 10;
constexpr int REPETITIONS = 3'000'000;
/// Timed so often, in turns; the fastest counts, as other work on the machine only adds.
constexpr int ROUNDS = 5;
constexpr std::size_t WALKS = 10'000;
/// What a step may cost.
constexpr double GOAL_NS = 150;

/// Every state leads to three others and shows one of three observations.
std::string
WriteModel()
{
    std::string text = R"(<graphml>
<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="kind" for="node" attr.name="type" attr.type="string"/>
<key id="type" for="edge" attr.name="type" attr.type="string"/>
<key id="weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="distribution" for="edge" attr.name="distribution" attr.type="string"/>
<key id="location" for="edge" attr.name="param_location" attr.type="double"/>
<key id="scale" for="edge" attr.name="param_scale" attr.type="double"/>
<key id="rate" for="edge" attr.name="param_rate" attr.type="double"/>
<graph edgedefault="directed">
<node id="+"><data key="name">+</data><data key="kind">observation</data></node>
<node id="-"><data key="name">-</data><data key="kind">observation</data></node>
)";
    const auto id = [](int state) { return std::to_string(state % STATES); };
    const auto edge = [&](int source, const std::string& target, const std::string& data) {
        text +=
            "<edge source=\"" + id(source) + "\" target=\"" + target + "\">" + data + "</edge>\n";
    };
    const std::string transition =
        R"(<data key="type">transition</data><data key="weight">1</data>)";
    const std::string emission = R"(<data key="type">emission</data><data key="weight">1</data>)";
    const std::string exponential =
        R"(<data key="distribution">exponential</data><data key="rate">0.001</data>)";
    const std::string parameters = R"(<data key="location">5</data><data key="scale">2</data>)";
    for (int state = 0; state < STATES; ++state)
    {
        text += "<node id=\"" + id(state) + "\"><data key=\"name\">" +
                (state == 0 ? "start" : "state") +
                "</data><data key=\"kind\">state</data></node>\n";
        edge(state, id(state + 1), transition);
        edge(state, id(state + 3), transition);
        edge(state, id(state + 7), transition);
        edge(state, "+", emission + exponential);
        edge(state, "-", emission + exponential);
        edge(state, "-", emission + R"(<data key="distribution">lognormal</data>)" + parameters);
    }
    return text + "</graph></graphml>\n";
}

/// @return CPU time of one call, in nanoseconds
template <typename Function>
double
Time(Function function)
{
    const std::clock_t begin = std::clock();
    for (int i = 0; i < REPETITIONS; ++i)
    {
        function();
    }
    return 1e9 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC / REPETITIONS;
}

/// @return bytes that malloc has handed out
std::size_t
CountHeapBytes()
{
    const auto info = mallinfo2();
    return info.uordblks + info.hblkhd;
}

void
TimeSteps(const std::shared_ptr<const TgenMarkovModel>& model)
{
    RngStream stream(1, 1, 1);
    TgenMarkovWalk walk(model, 1);
    double sum = 0;
    uint64_t delays = 0;
    double draw = 1e9;
    double step = 1e9;
    for (int round = 0; round < ROUNDS; ++round)
    {
        draw = std::min(draw, Time([&]() { sum += stream.RandU01(); }));
        step = std::min(step, Time([&]() { delays += walk.Next().delayUs; }));
    }

    // The means show that nothing was optimised away.
    constexpr double COUNT = 1.0 * REPETITIONS * ROUNDS;
    std::printf("%-20s %10s %10s %14s\n", "", "ns", "in draws", "mean");
    std::printf("%-20s %10.1f %10.2f %14.6f\n", "RngStream::RandU01", draw, 1.0, sum / COUNT);
    std::printf("%-20s %10.1f %10.2f %14.6f\n",
                "TgenMarkovWalk::Next",
                step,
                step / draw,
                static_cast<double>(delays) / COUNT);
    std::printf("a step of a model with %d states: %s (at most %.0f ns wanted)\n",
                STATES,
                step <= GOAL_NS ? "good" : "too slow",
                GOAL_NS);
}

} // namespace

int
main()
{
    const auto empty = CountHeapBytes();
    const auto model = TgenMarkovModel::Parse(WriteModel(), "ten states");
    const auto withModel = CountHeapBytes();
    TimeSteps(model);

    const auto before = CountHeapBytes();
    std::vector<std::unique_ptr<TgenMarkovWalk>> walks;
    walks.reserve(WALKS);
    for (std::size_t i = 0; i < WALKS; ++i)
    {
        walks.push_back(std::make_unique<TgenMarkovWalk>(model, static_cast<uint32_t>(i)));
    }
    const auto walking = CountHeapBytes() - before;
    std::printf("memory: %zu bytes the model, once; %.0f bytes a walk, for %zu walks of it (%zu of "
                "them a generator's)\n",
                withModel - empty,
                static_cast<double>(walking) / WALKS,
                walks.size(),
                sizeof(GlibRandom));
    return 0;
}
