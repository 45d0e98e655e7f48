/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-markov-reader.h"

#include <algorithm>
#include <boost/algorithm/string.hpp>
#include <cmath>
#include <iterator>
#include <string_view>
#include <tuple>

namespace ns3
{

namespace
{

/// A state's edges are a slice at the end of @p edges that begins at @p first.
template <typename Edges>
double
GetCumulativeWeight(const Edges& edges, std::size_t first)
{
    return edges.size() > first ? edges.back().cumulativeWeight : 0;
}

} // namespace

const TgenMarkovReader::Range TgenMarkovReader::NOT_NEGATIVE{
    [](double number) { return number >= 0; },
    "a number, 0 or more"};
const TgenMarkovReader::Range TgenMarkovReader::POSITIVE{[](double number) { return number > 0; },
                                                         "a number above 0"};
const TgenMarkovReader::Range TgenMarkovReader::FINITE{
    [](double number) { return std::isfinite(number); },
    "a finite number"};

TgenMarkovReader::TgenMarkovReader(const GraphmlDocument& document)
    : m_document(document),
      m_graph(document.graph),
      m_nodeAttributes(document.keys, &GraphmlKey::forNode),
      m_edgeAttributes(document.keys, &GraphmlKey::forEdge),
      m_problems(document.file),
      m_model(new TgenMarkovModel)
{
}

std::shared_ptr<const TgenMarkovModel>
TgenMarkovReader::Read(const std::string& name)
{
    CheckIgraphValues(m_graph, m_problems);
    if (!m_document.directed)
    {
        m_problems.Add(m_document.graphLine,
                       "the graph is undirected",
                       "a Markov model has edgedefault=\"directed\"");
    }

    const auto vertices = boost::make_iterator_range(boost::vertices(m_graph));
    for (const auto vertex : vertices)
    {
        ReadVertex(vertex);
    }
    if (!m_start)
    {
        m_problems.Add(m_document.graphLine,
                       "there is no start vertex",
                       "a node whose attribute \"name\" begins with \"start\"");
    }

    const auto markVertex = [this]() {
        m_model->m_states.push_back({static_cast<uint32_t>(m_model->m_transitions.size()),
                                     static_cast<uint32_t>(m_model->m_emissions.size())});
    };
    for (const auto vertex : vertices)
    {
        markVertex();
        for (const auto& edge : ListEdges(vertex))
        {
            ReadEdge(edge);
        }
    }
    markVertex();
    m_problems.ThrowIfAny();

    m_model->m_name = name;
    m_model->m_graphml = WriteIgraphGraphml(m_document);
    m_model->m_start = *m_start;
    m_model->FindProspects();
    return m_model;
}

void
TgenMarkovReader::ReadVertex(Vertex vertex)
{
    const auto& name = NameOf(vertex);
    const int line = m_graph[vertex].line;
    if (name.empty())
    {
        m_problems.Add(line,
                       Describe(vertex) + " has no name",
                       "a string attribute \"name\": start, +, -, F or the name of a state");
    }
    if (boost::istarts_with(name, "start"))
    {
        m_start = vertex; // of several, the last one
        if (m_nodeAttributes.Has("type"))
        {
            return; // whatever it says
        }
    }
    const auto& type = m_nodeAttributes.Text(m_graph[vertex], "type");
    if (boost::istarts_with(type, "observation"))
    {
        if (!name.empty() && !HasObservationName(vertex))
        {
            m_problems.Add(line,
                           Describe(vertex) + " is an observation named " + QuoteInput(name),
                           "+, - or F");
        }
    }
    else if (!boost::istarts_with(type, "state"))
    {
        m_problems.Add(line,
                       Describe(vertex) +
                           (type.empty() ? " has no type" : " has the type " + QuoteInput(type)),
                       "a string attribute \"type\": state or observation");
    }
}

std::vector<TgenMarkovReader::Edge>
TgenMarkovReader::ListEdges(Vertex source) const
{
    const auto [first, last] = boost::out_edges(source, m_graph);
    std::vector<Edge> edges(first, last);
    // Parallel edges come in the reverse order of the file.
    std::sort(edges.begin(), edges.end(), [this](const Edge& a, const Edge& b) {
        return std::tuple(boost::target(a, m_graph), m_graph[b].index) <
               std::tuple(boost::target(b, m_graph), m_graph[a].index);
    });
    return edges;
}

void
TgenMarkovReader::ReadEdge(const Edge& edge)
{
    const double weight = ReadNumber(edge, "weight", NOT_NEGATIVE).value_or(0);
    if (NameOf(boost::source(edge, m_graph)).empty() ||
        NameOf(boost::target(edge, m_graph)).empty())
    {
        return; // ReadVertex() has said so
    }
    const auto& type = m_edgeAttributes.Text(m_graph[edge], "type");
    if (boost::istarts_with(type, "transition"))
    {
        ReadTransition(edge, weight);
    }
    else if (boost::istarts_with(type, "emission"))
    {
        ReadEmission(edge, weight);
    }
    else
    {
        m_problems.Add(m_graph[edge].line,
                       Describe(edge) +
                           (type.empty() ? " has no type" : " has the type " + QuoteInput(type)),
                       "a string attribute \"type\": transition or emission");
    }
}

void
TgenMarkovReader::ReadTransition(const Edge& edge, double weight)
{
    const auto target = boost::target(edge, m_graph);
    for (const auto end : {boost::source(edge, m_graph), target})
    {
        if (HasObservationName(end))
        {
            m_problems.Add(m_graph[edge].line,
                           Describe(edge) + " is a transition, but " + QuoteInput(NameOf(end)) +
                               " is the name of an observation",
                           "a transition leads from state to state, and names of states do not "
                           "begin with +, - or F");
            return;
        }
    }
    auto& transitions = m_model->m_transitions;
    const auto first = m_model->m_states.back().firstTransition;
    transitions.push_back(
        {GetCumulativeWeight(transitions, first) + weight, static_cast<uint32_t>(target)});
}

void
TgenMarkovReader::ReadEmission(const Edge& edge, double weight)
{
    using Observation = TgenMarkovModel::Observation;

    const auto source = boost::source(edge, m_graph);
    const auto target = boost::target(edge, m_graph);
    const bool isToState =
        boost::istarts_with(m_nodeAttributes.Text(m_graph[target], "type"), "state");
    if (HasObservationName(source) || !HasObservationName(target) || isToState)
    {
        m_problems.Add(m_graph[edge].line,
                       Describe(edge) + " is an emission from " + QuoteInput(NameOf(source)) +
                           " to " + QuoteInput(NameOf(target)),
                       "an emission leads from a state to a node of type observation, and names of "
                       "states do not begin with +, - or F");
        return;
    }
    const auto delay = ReadDelay(edge);
    if (!delay)
    {
        return;
    }
    const char symbol = NameOf(target).front();
    const auto observation = symbol == '-'   ? Observation::TO_ORIGIN
                             : symbol == '+' ? Observation::TO_SERVER
                                             : Observation::END;
    auto& emissions = m_model->m_emissions;
    const auto first = m_model->m_states.back().firstEmission;
    emissions.push_back({GetCumulativeWeight(emissions, first) + weight, observation, *delay});
}

std::optional<TgenMarkovModel::Delay>
TgenMarkovReader::ReadDelay(const Edge& edge)
{
    using Distribution = TgenMarkovModel::Distribution;

    struct Parameter
    {
        const char* name; // nullptr: there is none
        const Range* range;
    };

    struct Format
    {
        const char* name;
        Distribution distribution;
        Parameter first;
        Parameter second;
    };

    // Those of TranslateLegacyTgenMarkov() come before the ones that they begin with.
    static const Format FORMATS[] = {
        {"lognormal-0.0.1",
         Distribution::LEGACY_LOGNORMAL,
         {"param_location", &NOT_NEGATIVE},
         {"param_scale", &NOT_NEGATIVE}},
        {"exponential-0.0.1", Distribution::LEGACY_EXPONENTIAL, {"param_rate", &POSITIVE}, {}},
        {"normal",
         Distribution::NORMAL,
         {"param_location", &NOT_NEGATIVE},
         {"param_scale", &NOT_NEGATIVE}},
        {"lognormal",
         Distribution::LOGNORMAL,
         {"param_location", &NOT_NEGATIVE},
         {"param_scale", &NOT_NEGATIVE}},
        {"exponential", Distribution::EXPONENTIAL, {"param_rate", &POSITIVE}, {}},
        {"pareto",
         Distribution::PARETO,
         {"param_scale", &NOT_NEGATIVE},
         {"param_shape", &POSITIVE}},
        {"uniform", Distribution::UNIFORM, {"param_low", &FINITE}, {"param_high", &FINITE}},
    };

    const auto& name = m_edgeAttributes.Text(m_graph[edge], "distribution");
    const auto* format =
        std::find_if(std::begin(FORMATS), std::end(FORMATS), [&name](const Format& candidate) {
            return boost::istarts_with(name, candidate.name);
        });
    if (format == std::end(FORMATS))
    {
        m_problems.Add(
            m_graph[edge].line,
            Describe(edge) + (name.empty() ? " has no distribution"
                                           : " has the distribution " + QuoteInput(name)),
            "a string attribute \"distribution\": normal, lognormal, exponential, pareto "
            "or uniform");
        return std::nullopt;
    }
    const auto first = ReadNumber(edge, format->first.name, *format->first.range);
    const auto second =
        format->second.name ? ReadNumber(edge, format->second.name, *format->second.range) : 0;
    if (!first || !second)
    {
        return std::nullopt;
    }
    if (format->distribution == Distribution::UNIFORM && *first > *second)
    {
        m_problems.Add(m_graph[edge].line,
                       Describe(edge) + " has a param_low above its param_high",
                       "param_low <= param_high");
    }
    return TgenMarkovModel::Delay{format->distribution, *first, *second};
}

std::optional<double>
TgenMarkovReader::ReadNumber(const Edge& edge, const char* name, const Range& range)
{
    const auto* value = m_edgeAttributes.Find(m_graph[edge], name, IgraphAttributes::Type::NUMBER);
    const auto number = value ? ParseIgraphNumber(value->value) : NAN;
    if (!number)
    {
        return std::nullopt; // CheckIgraphValues() has said so
    }
    if (std::isnan(*number))
    {
        m_problems.Add(m_graph[edge].line,
                       Describe(edge) + " has no " + name,
                       std::string(range.expected) +
                           ", in an attribute of attr.type int, long, float or double");
        return std::nullopt;
    }
    if (!range.contains(*number))
    {
        m_problems.Add(value->line,
                       Describe(edge) + " has the " + name + " " + value->value,
                       range.expected);
        return std::nullopt;
    }
    return number;
}

const std::string&
TgenMarkovReader::NameOf(Vertex vertex) const
{
    return m_nodeAttributes.Text(m_graph[vertex], "name");
}

bool
TgenMarkovReader::HasObservationName(Vertex vertex) const
{
    const auto& name = NameOf(vertex);
    return !name.empty() && std::string_view("+-Ff").find(name.front()) != std::string_view::npos;
}

std::string
TgenMarkovReader::Describe(Vertex vertex) const
{
    return "node " + QuoteInput(m_graph[vertex].id);
}

std::string
TgenMarkovReader::Describe(const Edge& edge) const
{
    return "edge " + QuoteInput(m_graph[boost::source(edge, m_graph)].id) + " -> " +
           QuoteInput(m_graph[boost::target(edge, m_graph)].id);
}

} // namespace ns3
