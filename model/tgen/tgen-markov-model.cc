/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-markov-model.h"

#include "ns3/graphml.h"
#include "ns3/tgen-legacy-markov.h"
#include "ns3/tgen-markov-reader.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

namespace ns3
{

namespace
{

constexpr double PI = 3.14159265358979323846;

/// A normal variate by Box and Muller, whose second one is thrown away.
double
DrawNormal(GlibRandom& random, double location, double scale)
{
    const double u = random.NextPositiveDouble();
    const double v = random.NextPositiveDouble();
    return location + scale * (std::sqrt(-2 * std::log(u)) * std::cos(2 * PI * v));
}

/// TGen 0.0.1 keeps its uniforms away from both ends.
double
NextLegacyUniform(GlibRandom& random)
{
    return random.NextDouble(0.0001, 0.9999);
}

/// TGen 0.0.1 truncates delays to microseconds, and to one minute.
double
LimitLegacyDelay(double delay)
{
    constexpr double LONGEST_US = 60'000'000;
    return std::min(std::floor(delay), LONGEST_US);
}

/// To the nearest microsecond, halves away from zero. What is no number at all becomes 0.
uint64_t
RoundDelay(double delay)
{
    const double rounded = std::round(delay);
    if (!(rounded > 0))
    {
        return 0;
    }
    return rounded < TgenMarkovModel::MAX_DELAY_US ? static_cast<uint64_t>(rounded)
                                                   : TgenMarkovModel::MAX_DELAY_US;
}

/**
 * The edge that a walk takes, among those from @p first to @p last. TGen draws before it looks
 * whether there are any, and takes the first one whose cumulative weight is *not less than* the
 * number drawn.
 */
template <typename Edge>
const Edge*
ChooseEdge(const Edge* first, const Edge* last, GlibRandom& random)
{
    const double uniform = random.NextDouble();
    if (first == last)
    {
        return nullptr;
    }
    const double drawn = uniform * (last - 1)->cumulativeWeight;
    return std::lower_bound(first, last, drawn, [](const Edge& edge, double weight) {
        return edge.cumulativeWeight < weight;
    });
}

/**
 * @return whether a walk may take an edge: a weight of 0 (or one that is lost in the sum) is no
 *         chance, unless all are 0, where the first edge is always taken
 */
template <typename Edge>
bool
MayTake(const Edge* edge, const Edge* first, const Edge* last)
{
    if (edge != first)
    {
        return edge->cumulativeWeight > (edge - 1)->cumulativeWeight;
    }
    return edge->cumulativeWeight > 0 || (last - 1)->cumulativeWeight == 0;
}

/// The bit of an observation among those that a vertex may show.
uint8_t
BitOf(TgenMarkovModel::Observation observation)
{
    return static_cast<uint8_t>(1U << static_cast<unsigned>(observation));
}

/**
 * A built-in model: a start vertex, and one state that goes on for ever.
 * @param name of the model
 * @param state name of the state
 * @param observations one character for each, all of the same weight
 * @param distribution of all delays
 * @param parameters of the distribution, by name
 */
std::shared_ptr<const TgenMarkovModel>
MakeEndlessModel(const std::string& name,
                 const std::string& state,
                 const std::string& observations,
                 const std::string& distribution,
                 const std::vector<std::pair<std::string, std::string>>& parameters)
{
    GraphmlDocument document;
    document.file = name;
    auto& graph = document.graph;

    const auto addNode = [&](const std::string& nodeName, const std::string& type) {
        const auto node = boost::add_vertex(graph);
        graph[node].id = nodeName;
        graph[node].values = {{"name", "string", nodeName, 0}, {"type", "string", type, 0}};
        return node;
    };
    const auto addEdge = [&](auto source, auto target, const std::string& type, double weight) {
        GraphmlEdge edge;
        edge.index = boost::num_edges(graph);
        edge.values = {{"type", "string", type, 0},
                       {"weight", "double", std::to_string(weight), 0}};
        return &graph[boost::add_edge(source, target, edge, graph).first];
    };

    std::vector<GraphmlValue> delay{{"distribution", "string", distribution, 0}};
    for (const auto& [parameter, value] : parameters)
    {
        document.keys.push_back({parameter, "double", false, true, 0});
        delay.push_back({parameter, "double", value, 0});
    }
    document.keys.push_back({"distribution", "string", false, true, 0});
    document.keys.push_back({"weight", "double", false, true, 0});
    document.keys.push_back({"type", "string", false, true, 0});
    document.keys.push_back({"name", "string", true, false, 0});
    document.keys.push_back({"type", "string", true, false, 0});

    const auto endless = addNode(state, "state");
    const auto start = addNode("start", "state");
    addEdge(endless, endless, "transition", 1);
    for (const char observation : observations)
    {
        const auto target = addNode(std::string(1, observation), "observation");
        auto* emission = addEdge(endless, target, "emission", 1.0 / observations.size());
        emission->values.insert(emission->values.end(), delay.begin(), delay.end());
    }
    addEdge(start, endless, "transition", 1);

    return TgenMarkovReader(document).Read(name);
}

} // namespace

double
TgenMarkovModel::Delay::GetMean() const
{
    switch (distribution)
    {
    case Distribution::NORMAL:
        return first;
    case Distribution::LOGNORMAL:
    case Distribution::LEGACY_LOGNORMAL:
        return std::exp(first + second * second / 2);
    case Distribution::EXPONENTIAL:
    case Distribution::LEGACY_EXPONENTIAL:
        return 1 / first;
    case Distribution::PARETO:
        return second > 1 ? first * second / (second - 1) : std::numeric_limits<double>::infinity();
    case Distribution::UNIFORM:
        return (first + second) / 2;
    }
    return 0;
}

double
TgenMarkovModel::Delay::Draw(GlibRandom& random) const
{
    switch (distribution)
    {
    case Distribution::NORMAL:
        return DrawNormal(random, first, second);
    case Distribution::LOGNORMAL:
        return std::exp(DrawNormal(random, first, second));
    case Distribution::EXPONENTIAL:
        return -std::log(random.NextPositiveDouble()) / first;
    case Distribution::PARETO:
        return first / std::pow(random.NextPositiveDouble(), 1 / second);
    case Distribution::UNIFORM:
        return first + (second - first) * random.NextPositiveDouble();
    case Distribution::LEGACY_LOGNORMAL: {
        const double u = NextLegacyUniform(random);
        const double v = NextLegacyUniform(random);
        return LimitLegacyDelay(
            std::exp(first + second * (std::sqrt(-2 * std::log(u)) * std::cos(2 * PI * v))));
    }
    case Distribution::LEGACY_EXPONENTIAL:
        return LimitLegacyDelay(-std::log(NextLegacyUniform(random)) / first);
    }
    return 0;
}

std::shared_ptr<const TgenMarkovModel>
TgenMarkovModel::Load(const std::string& path)
{
    return FromDocument(ReadGraphml(path), path.substr(path.rfind('/') + 1));
}

std::shared_ptr<const TgenMarkovModel>
TgenMarkovModel::FromDocument(const GraphmlDocument& document, const std::string& name)
{
    return IsLegacyTgenMarkov(document)
               ? TgenMarkovReader(TranslateLegacyTgenMarkov(document)).Read(name)
               : TgenMarkovReader(document).Read(name);
}

std::shared_ptr<const TgenMarkovModel>
TgenMarkovModel::Parse(std::string_view graphml, const std::string& name)
{
    const auto document = ParseGraphml(graphml, name);
    return TgenMarkovReader(document).Read(name);
}

std::shared_ptr<const TgenMarkovModel>
TgenMarkovModel::InternalPacketModel()
{
    // 0.01 us between packets in the mean: no gap at all, once it is rounded.
    static const auto model = MakeEndlessModel("internal-packet-model",
                                               "nonstop",
                                               "-+",
                                               "exponential",
                                               {{"param_rate", "100"}});
    return model;
}

std::shared_ptr<const TgenMarkovModel>
TgenMarkovModel::InternalStreamModel()
{
    static const auto model =
        MakeEndlessModel("internal-stream-model",
                         "default",
                         "+",
                         "normal",
                         {{"param_location", "10000000"}, {"param_scale", "4000000"}});
    return model;
}

std::shared_ptr<const TgenMarkovModel>
TgenMarkovModel::InternalFlowModel()
{
    static const auto model =
        MakeEndlessModel("internal-flow-model",
                         "default",
                         "+",
                         "normal",
                         {{"param_location", "60000000"}, {"param_scale", "15000000"}});
    return model;
}

const std::string&
TgenMarkovModel::GetName() const
{
    return m_name;
}

const std::string&
TgenMarkovModel::GetGraphml() const
{
    return m_graphml;
}

double
TgenMarkovModel::GetLargestMeanDelayUs() const
{
    double largest = 0;
    for (const auto& emission : m_emissions)
    {
        largest = std::max(largest, emission.delay.GetMean());
    }
    return std::min<double>(largest, MAX_DELAY_US);
}

bool
TgenMarkovModel::CanShow(Observation observation) const
{
    return CanShow(m_start, observation);
}

bool
TgenMarkovModel::CanShow(uint32_t state, Observation observation) const
{
    return (m_prospects[state] & BitOf(observation)) != 0;
}

void
TgenMarkovModel::FindProspects()
{
    const auto nStates = static_cast<uint32_t>(m_states.size() - 1);
    // What the state itself may show when a walk enters it.
    std::vector<uint8_t> shown(nStates);
    for (uint32_t state = 0; state < nStates; ++state)
    {
        const auto* first = m_emissions.data() + m_states[state].firstEmission;
        const auto* last = m_emissions.data() + m_states[state + 1].firstEmission;
        shown[state] = first == last ? BitOf(Observation::END) : 0;
        for (const auto* emission = first; emission != last; ++emission)
        {
            shown[state] |=
                MayTake(emission, first, last) ? BitOf(emission->observation) : uint8_t{0};
        }
    }
    // What the next step may show, and where the last one came from.
    m_prospects.assign(nStates, 0);
    std::vector<std::vector<uint32_t>> sources(nStates);
    for (uint32_t state = 0; state < nStates; ++state)
    {
        const auto* first = m_transitions.data() + m_states[state].firstTransition;
        const auto* last = m_transitions.data() + m_states[state + 1].firstTransition;
        m_prospects[state] = first == last ? BitOf(Observation::END) : 0;
        for (const auto* transition = first; transition != last; ++transition)
        {
            if (MayTake(transition, first, last))
            {
                m_prospects[state] |= shown[transition->target];
                sources[transition->target].push_back(state);
            }
        }
        if (m_prospects[state] & BitOf(Observation::END))
        {
            sources[m_start].push_back(state); // by a reset
        }
    }
    // What any later step may show: let it flow back against the transitions.
    std::vector<uint32_t> changed(nStates);
    std::iota(changed.begin(), changed.end(), 0);
    while (!changed.empty())
    {
        const auto state = changed.back();
        changed.pop_back();
        for (const auto source : sources[state])
        {
            if (m_prospects[state] & ~m_prospects[source])
            {
                m_prospects[source] |= m_prospects[state];
                changed.push_back(source);
            }
        }
    }
}

TgenMarkovWalk::TgenMarkovWalk(std::shared_ptr<const TgenMarkovModel> model, uint32_t seed)
    : m_model(std::move(model)),
      m_seed(seed),
      m_state(m_model->m_start),
      m_random(seed)
{
}

TgenMarkovWalk::Step
TgenMarkovWalk::Next()
{
    using Observation = TgenMarkovModel::Observation;

    if (m_ended)
    {
        return {Observation::END, 0};
    }
    const auto& states = m_model->m_states;
    const auto* transitions = m_model->m_transitions.data();
    const auto* transition = ChooseEdge(transitions + states[m_state].firstTransition,
                                        transitions + states[m_state + 1].firstTransition,
                                        m_random);
    if (!transition)
    {
        return {Observation::END, 0}; // and again at the next step: this end does not stick
    }
    m_state = transition->target;

    const auto* emissions = m_model->m_emissions.data();
    const auto* emission = ChooseEdge(emissions + states[m_state].firstEmission,
                                      emissions + states[m_state + 1].firstEmission,
                                      m_random);
    if (!emission)
    {
        return {Observation::END, 0};
    }
    m_ended = emission->observation == Observation::END;
    return {emission->observation, RoundDelay(emission->delay.Draw(m_random))};
}

void
TgenMarkovWalk::Reset()
{
    m_ended = false;
    m_state = m_model->m_start;
}

bool
TgenMarkovWalk::CanShow(TgenMarkovModel::Observation observation) const
{
    return m_model->CanShow(m_ended ? m_model->m_start : m_state, observation);
}

const TgenMarkovModel&
TgenMarkovWalk::GetModel() const
{
    return *m_model;
}

uint32_t
TgenMarkovWalk::GetSeed() const
{
    return m_seed;
}

} // namespace ns3
