/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * @file
 * What a step of a Markov model with ten states costs, in CPU time and in draws of ns-3's own
 * generator, which were timed in the same run.
 */

#include "ns3/rng-stream.h"
#include "ns3/tgen-markov-model.h"

#include <cstdint>
#include <cstdio>
#include <ctime>
#include <string>

using namespace ns3;

namespace
{

constexpr int STATES = 10;
constexpr int REPETITIONS = 3'000'000;

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

} // namespace

int
main()
{
    RngStream stream(1, 1, 1);
    double sum = 0;
    const double draw = Time([&]() { sum += stream.RandU01(); });

    TgenMarkovWalk walk(TgenMarkovModel::Parse(WriteModel(), "ten states"), 1);
    uint64_t delays = 0;
    const double step = Time([&]() { delays += walk.Next().delayUs; });

    // The means show that nothing was optimised away.
    std::printf("%-20s %10s %10s %14s\n", "", "ns", "in draws", "mean");
    std::printf("%-20s %10.1f %10.2f %14.6f\n", "RngStream::RandU01", draw, 1.0, sum / REPETITIONS);
    std::printf("%-20s %10.1f %10.2f %14.6f\n",
                "TgenMarkovWalk::Next",
                step,
                step / draw,
                static_cast<double>(delays) / REPETITIONS);
    return 0;
}
