/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "graphviz.h"

#include <boost/algorithm/string.hpp>
#include <boost/range/iterator_range.hpp>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <utility>

namespace ns3
{

namespace
{

/// A string of Graphviz; lines in it stay lines.
std::string
Quote(const std::string& text)
{
    std::string quoted = "\"";
    for (const char character : text)
    {
        if (character == '\n')
        {
            quoted += "\\n";
        }
        else
        {
            quoted += character == '"' || character == '\\' ? "\\" : "";
            quoted += character;
        }
    }
    return quoted + "\"";
}

std::string
ToShortText(double number)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.4g", number);
    return text;
}

/// @return "name=value", a line each, for all values that are set
std::string
ListValues(const GraphmlAttributes& attributes)
{
    std::string lines;
    for (const auto& value : attributes.values)
    {
        lines += value.value.empty() ? "" : "\n" + value.name + "=" + value.value;
    }
    return lines;
}

void
Open(std::ostream& out, const std::string& kind, const std::string& name)
{
    out << kind << " " << Quote(name) << " {\n    label=" << Quote(name) << "\n";
}

/// "normal(location=0, scale=1)"
std::string
DescribeDelay(const GraphmlEdge& edge)
{
    const std::string prefix = "param_";
    std::string parameters;
    for (const auto& value : edge.values)
    {
        if (value.name.compare(0, prefix.size(), prefix) == 0 && !value.value.empty())
        {
            parameters += (parameters.empty() ? "" : ", ") + value.name.substr(prefix.size()) +
                          "=" + value.value;
        }
    }
    return edge.Text("distribution") + "(" + parameters + ")";
}

bool
IsEmission(const GraphmlEdge& edge)
{
    return boost::istarts_with(edge.Text("type"), "emission");
}

double
WeightOf(const GraphmlEdge& edge)
{
    return std::strtod(edge.Text("weight").c_str(), nullptr);
}

} // namespace

void
DrawActionGraph(std::ostream& out, const std::string& name, const GraphmlDocument& document)
{
    const auto& graph = document.graph;
    Open(out, "digraph", name);
    out << "    node [shape=box, style=rounded]\n";
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        out << "    " << Quote(graph[vertex].id)
            << " [label=" << Quote(graph[vertex].id + ListValues(graph[vertex])) << "]\n";
    }
    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        const auto& weight = graph[edge].Text("weight");
        out << "    " << Quote(graph[boost::source(edge, graph)].id) << " -> "
            << Quote(graph[boost::target(edge, graph)].id)
            << " [label=" << Quote(weight.empty() ? "" : "weight=" + weight)
            << (document.directed ? "" : ", dir=both") << "]\n";
    }
    out << "}\n";
}

void
DrawMarkovModel(std::ostream& out, const std::string& name, const GraphmlDocument& document)
{
    const auto& graph = document.graph;
    // Weights are those among the transitions, or among the emissions, of a state.
    std::map<std::pair<std::size_t, bool>, double> totals;
    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        totals[{boost::source(edge, graph), IsEmission(graph[edge])}] += WeightOf(graph[edge]);
    }
    Open(out, "digraph", name);
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        const auto& node = graph[vertex];
        const bool isStart = boost::istarts_with(node.Text("name"), "start");
        const bool isObservation =
            !isStart && boost::istarts_with(node.Text("type"), "observation");
        out << "    " << Quote(node.id) << " [label=" << Quote(node.Text("name")) << ", shape="
            << (isStart         ? "doublecircle"
                : isObservation ? "box"
                                : "ellipse")
            << "]\n";
    }
    for (const auto edge : boost::make_iterator_range(boost::edges(graph)))
    {
        const auto source = boost::source(edge, graph);
        const bool isEmission = IsEmission(graph[edge]);
        const double total = totals.at({source, isEmission});
        const auto probability =
            total > 0 ? "p=" + ToShortText(WeightOf(graph[edge]) / total) : "weight=0";
        out << "    " << Quote(graph[source].id) << " -> "
            << Quote(graph[boost::target(edge, graph)].id) << " [label="
            << Quote(probability + (isEmission ? "\n" + DescribeDelay(graph[edge]) : ""))
            << (isEmission ? ", style=dashed" : "") << "]\n";
    }
    out << "}\n";
}

void
DrawGensynModel(std::ostream& out, const GensynModel& model)
{
    const auto& states = model.GetStates();
    Open(out, "digraph", model.GetName());
    for (uint32_t state = 0; state < states.size(); ++state)
    {
        const auto mean = model.GetMeanSojourn(state);
        auto label = states[state].name;
        if (!states[state].IsStochastic())
        {
            const auto& module = model.GetModuleOf(state);
            label += std::string("\n") + GensynModule::TypeName(module.type);
        }
        label += mean > 0 ? "\n" + ToShortText(mean) + " s" : "";
        out << "    " << Quote(states[state].name) << " [label=" << Quote(label)
            << (states[state].IsStochastic() ? "" : ", shape=box")
            << (model.GetStart() == state ? ", style=bold" : "") << "]\n";
    }
    const auto draw = [&](const GensynModel::State& from,
                          const std::vector<GensynModel::Target>& targets,
                          const char* style) {
        for (const auto& target : targets)
        {
            const auto label = "p=" + ToShortText(target.probability) +
                               (target.conditions.empty() ? "" : "\nwith conditions");
            out << "    " << Quote(from.name) << " -> " << Quote(states[target.state].name)
                << " [label=" << Quote(label) << style << "]\n";
        }
    };
    for (const auto& state : states)
    {
        draw(state, state.to, "");
        draw(state, state.abandoned, ", style=dashed");
    }
    out << "}\n";
}

void
DrawNetwork(std::ostream& out,
            const std::string& name,
            const NetworkDescription& network,
            const PartialLinks& partial)
{
    Open(out, "graph", name);
    for (std::size_t node = 0; node < network.nodes.size(); ++node)
    {
        out << "    " << Quote(network.nodes[node])
            << (network.routers.count(node) > 0 ? "" : " [shape=box]") << "\n";
    }
    for (std::size_t i = 0; i < network.links.size(); ++i)
    {
        const auto& link = network.links[i];
        std::string label;
        if (partial.withoutRate.count(i) == 0)
        {
            label = ToShortText(link.properties.rate.GetBitRate() * 1e-6) + " Mbit/s";
        }
        if (partial.withoutDelay.count(i) == 0)
        {
            label += (label.empty() ? "" : "\n") +
                     ToShortText(link.properties.delay.GetSeconds() * 1e3) + " ms";
        }
        out << "    " << Quote(network.nodes[link.a]) << " -- " << Quote(network.nodes[link.b])
            << " [label=" << Quote(label) << "]\n";
    }
    out << "}\n";
}

} // namespace ns3
