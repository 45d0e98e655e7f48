/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef MARKOV_TEXT_H
#define MARKOV_TEXT_H

#include "ns3/tgen-markov-model.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

/// Markov models as the tests write and walk them.
namespace ns3::markov
{

using Model = std::shared_ptr<const TgenMarkovModel>;
using Observation = TgenMarkovModel::Observation;
/// Pairs of a key and its value.
using Data = std::vector<std::pair<std::string, std::string>>;

inline std::string
Element(const std::string& tag, const Data& data)
{
    std::string text = "<" + tag + ">";
    for (const auto& [key, value] : data)
    {
        text += "<data key=\"" + key + "\">" + value + "</data>";
    }
    return text + "</" + tag.substr(0, tag.find(' ')) + ">\n";
}

inline std::string
Node(const std::string& id, const std::string& name, const std::string& type)
{
    return Element("node id=\"" + id + "\"", {{"name", name}, {"node-type", type}});
}

inline std::string
Transition(const std::string& source, const std::string& target, const std::string& weight = "1")
{
    return Element("edge source=\"" + source + "\" target=\"" + target + "\"",
                   {{"type", "transition"}, {"weight", weight}});
}

inline std::string
Emission(const std::string& source,
         const std::string& target,
         const std::string& weight,
         Data delay)
{
    delay.insert(delay.begin(), {{"type", "emission"}, {"weight", weight}});
    return Element("edge source=\"" + source + "\" target=\"" + target + "\"", delay);
}

/// A delay that is always the same.
inline Data
Constant(const std::string& delay)
{
    return {{"distribution", "uniform"}, {"low", delay}, {"high", delay}};
}

inline Data
UpTo(const std::string& high)
{
    return {{"distribution", "uniform"}, {"low", "0"}, {"high", high}};
}

/// @param body nodes and edges
inline std::string
Graphml(const std::string& body)
{
    return R"(<graphml>
<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="node-type" for="node" attr.name="type" attr.type="string"/>
<key id="type" for="edge" attr.name="type" attr.type="string"/>
<key id="weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="distribution" for="edge" attr.name="distribution" attr.type="string"/>
<key id="location" for="edge" attr.name="param_location" attr.type="double"/>
<key id="scale" for="edge" attr.name="param_scale" attr.type="float"/>
<key id="rate" for="edge" attr.name="param_rate" attr.type="double"/>
<key id="shape" for="edge" attr.name="param_shape" attr.type="int"/>
<key id="low" for="edge" attr.name="param_low" attr.type="double"/>
<key id="high" for="edge" attr.name="param_high" attr.type="long"/>
<graph edgedefault="directed">
)" + body + "</graph></graphml>\n";
}

inline const std::string NODES = Node("s", "start", "state") + Node("w", "work", "state") +
                                 Node("p", "+", "observation") + Node("m", "-", "observation") +
                                 Node("f", "F", "observation");

/// start -> work -> work, with the given emissions of "work".
inline Model
MakeModel(const std::string& emissions)
{
    const auto body = NODES + Transition("s", "w") + Transition("w", "w") + emissions;
    return TgenMarkovModel::Parse(Graphml(body), "test");
}

/// A model that shows "+" with delays from one distribution.
inline Model
MakeDelayModel(const Data& delay)
{
    return MakeModel(Emission("w", "p", "1", delay));
}

inline std::vector<uint64_t>
ListDelays(const Model& model, uint32_t seed, int steps)
{
    TgenMarkovWalk walk(model, seed);
    std::vector<uint64_t> delays;
    for (int i = 0; i < steps; ++i)
    {
        delays.push_back(walk.Next().delayUs);
    }
    return delays;
}

/// Steps in the notation of the reference: "+12", "-3", and "E", after which the walk is reset.
inline std::string
ListSteps(const Model& model, uint32_t seed, int steps)
{
    TgenMarkovWalk walk(model, seed);
    std::string text;
    for (int i = 0; i < steps; ++i)
    {
        const auto [observation, delay] = walk.Next();
        text += i > 0 ? " " : "";
        if (observation == Observation::END)
        {
            text += "E";
            walk.Reset();
            continue;
        }
        text += (observation == Observation::TO_SERVER ? "+" : "-") + std::to_string(delay);
    }
    return text;
}

} // namespace ns3::markov

#endif // MARKOV_TEXT_H
