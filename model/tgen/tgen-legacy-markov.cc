/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-legacy-markov.h"

#include "ns3/input-error.h"
#include "ns3/tgen-markov-graphml.h"

#include <algorithm>
#include <boost/algorithm/string.hpp>
#include <cmath>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

/// Rewrites the edges of one document.
class LegacyEdges
{
  public:
    explicit LegacyEdges(const GraphmlDocument& document)
        : m_graph(document.graph),
          m_attributes(document.keys, &GraphmlKey::forEdge),
          m_problems(document.file)
    {
        CheckIgraphValues(m_graph, m_problems);
    }

    std::vector<GraphmlValue> Translate(const GraphmlGraph::edge_descriptor& edge)
    {
        m_edge = &m_graph[edge];
        m_name = "edge from " + QuoteInput(m_graph[boost::source(edge, m_graph)].id) + " to " +
                 QuoteInput(m_graph[boost::target(edge, m_graph)].id);
        std::vector<GraphmlValue> values;
        for (const char* name : {"type", "weight"})
        {
            const auto* value = m_edge->Find(name);
            if (value)
            {
                values.push_back(*value);
            }
        }
        if (boost::istarts_with(m_attributes.Text(*m_edge, "type"), "emission"))
        {
            AddDelay(values);
        }
        return values;
    }

    void ThrowIfAny() const
    {
        m_problems.ThrowIfAny();
    }

  private:
    void AddDelay(std::vector<GraphmlValue>& values)
    {
        const double mu = ReadNumber("lognorm_mu");
        const double sigma = ReadNumber("lognorm_sigma");
        const double lambda = ReadNumber("exp_lambda");
        const auto add = [&](const char* name, const char* type, const std::string& value) {
            values.push_back({name, type, value, m_edge->line});
        };
        if (mu > 0 || sigma > 0)
        {
            add("distribution", "string", "lognormal-0.0.1");
            add("param_location", "double", m_edge->Text("lognorm_mu"));
            add("param_scale", "double", m_edge->Text("lognorm_sigma"));
        }
        else if (lambda > 0)
        {
            add("distribution", "string", "exponential-0.0.1");
            add("param_rate", "double", m_edge->Text("exp_lambda"));
        }
        else
        {
            // A rate of 0 is an infinite delay, of which a minute is left.
            add("distribution", "string", "uniform");
            add("param_low", "double", "60000000");
            add("param_high", "double", "60000000");
        }
    }

    double ReadNumber(const char* name)
    {
        const auto* value = m_attributes.Find(*m_edge, name, IgraphAttributes::Type::NUMBER);
        const double number = value ? ParseIgraphNumber(value->value).value_or(0) : NAN;
        if (!(number >= 0))
        {
            m_problems.Add(value ? value->line : m_edge->line,
                           m_name + (std::isnan(number) ? " has no " : " has a negative ") + name,
                           "a number, 0 or more");
            return 0;
        }
        return number;
    }

    const GraphmlGraph& m_graph;
    IgraphAttributes m_attributes;
    InputProblems m_problems;
    const GraphmlEdge* m_edge{nullptr};
    std::string m_name;
};

bool
IsDelayParameter(const GraphmlKey& key)
{
    return key.forEdge &&
           (key.name == "lognorm_mu" || key.name == "lognorm_sigma" || key.name == "exp_lambda");
}

} // namespace

bool
IsLegacyTgenMarkov(const GraphmlDocument& document)
{
    const auto& keys = document.keys;
    return std::any_of(keys.begin(), keys.end(), IsDelayParameter) &&
           std::none_of(keys.begin(), keys.end(), [](const GraphmlKey& key) {
               return key.forEdge && key.name == "distribution";
           });
}

GraphmlDocument
TranslateLegacyTgenMarkov(const GraphmlDocument& document)
{
    GraphmlDocument result = document;
    result.keys.clear();
    std::copy_if(document.keys.begin(),
                 document.keys.end(),
                 std::back_inserter(result.keys),
                 [](const GraphmlKey& key) {
                     return key.name == "type" || (key.forEdge && key.name == "weight");
                 });
    result.keys.push_back({"name", "string", true, false, document.graphLine});
    for (const char* name :
         {"param_location", "param_scale", "param_rate", "param_low", "param_high"})
    {
        result.keys.push_back({name, "double", false, true, document.graphLine});
    }
    result.keys.push_back({"distribution", "string", false, true, document.graphLine});

    auto& graph = result.graph;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        auto& node = graph[vertex];
        const auto* id = node.Find("id"); // an attribute of that name comes before the node's own
        std::string name = id ? id->value : node.id;
        if (!name.empty() && name.front() == '$')
        {
            name.front() = '+';
        }
        const auto* type = node.Find("type");
        std::vector<GraphmlValue> values;
        if (type)
        {
            values.push_back(*type);
        }
        values.push_back({"name", "string", name, node.line});
        node.values = std::move(values);
    }
    LegacyEdges edges(document);
    const auto [first, last] = boost::edges(document.graph);
    auto target = boost::edges(graph).first;
    for (auto edge = first; edge != last; ++edge, ++target)
    {
        graph[*target].values = edges.Translate(*edge);
    }
    edges.ThrowIfAny();
    return result;
}

} // namespace ns3
