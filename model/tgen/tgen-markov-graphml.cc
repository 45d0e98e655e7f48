/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-markov-graphml.h"

#include <algorithm>
#include <boost/algorithm/string.hpp>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace ns3
{

namespace
{

using Type = IgraphAttributes::Type;

Type
GetType(const std::string& graphmlType)
{
    for (const auto* number : {"int", "long", "float", "double"})
    {
        if (graphmlType == number)
        {
            return Type::NUMBER;
        }
    }
    return graphmlType == "boolean" ? Type::BOOLEAN : Type::STRING;
}

const char*
GetName(Type type)
{
    switch (type)
    {
    case Type::NUMBER:
        return "double";
    case Type::BOOLEAN:
        return "boolean";
    case Type::STRING:
        break;
    }
    return "string";
}

/// @return false for blanks alone, nothing for what is no boolean
std::optional<bool>
ParseBoolean(const std::string& text)
{
    const auto trimmed = boost::trim_copy(text);
    if (boost::iequals(trimmed, "true") || boost::iequals(trimmed, "yes"))
    {
        return true;
    }
    if (boost::iequals(trimmed, "false") || boost::iequals(trimmed, "no"))
    {
        return false;
    }
    if (boost::all(trimmed, boost::is_digit()))
    {
        return trimmed.find_first_not_of('0') != std::string::npos;
    }
    return std::nullopt;
}

std::string
Escape(const std::string& text)
{
    std::string escaped;
    for (const char c : text)
    {
        switch (c)
        {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&apos;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

std::string
FormatNumber(double number)
{
    if (std::isinf(number))
    {
        return number > 0 ? "Inf" : "-Inf";
    }
    char text[32];
    std::snprintf(text, sizeof(text), "%.15g", number);
    return text;
}

/// @return what igraph writes for a value, or nothing where it leaves the element out
std::optional<std::string>
FormatValue(const GraphmlValue* value, Type type)
{
    const std::string text = value ? value->value : "";
    switch (type)
    {
    case Type::NUMBER: {
        const double number = ParseIgraphNumber(text).value_or(NAN);
        return std::isnan(number) ? std::nullopt : std::optional(FormatNumber(number));
    }
    case Type::BOOLEAN:
        return ParseBoolean(text).value_or(false) ? "true" : "false";
    case Type::STRING:
        break;
    }
    return Escape(text);
}

void
CheckValues(const GraphmlAttributes& row, InputProblems& problems)
{
    for (const auto& [name, graphmlType, text, line] : row.values)
    {
        const auto type = GetType(graphmlType);
        if (type == Type::NUMBER && !ParseIgraphNumber(text))
        {
            problems.Add(line, name + " is " + QuoteInput(text), "a number");
        }
        if (type == Type::BOOLEAN && !ParseBoolean(text))
        {
            problems.Add(line, name + " is " + QuoteInput(text), "true or false");
        }
    }
}

std::string
WriteKey(const std::string& name, const std::string& domain, Type type)
{
    const auto escaped = Escape(name);
    return "  <key id=\"" + escaped + "\" for=\"" + domain + "\" attr.name=\"" + escaped +
           "\" attr.type=\"" + GetName(type) + "\"/>\n";
}

std::string
WriteKeys(const IgraphAttributes& attributes, const std::string& domain)
{
    std::string text;
    for (const auto& [name, type] : attributes.GetColumns())
    {
        text += WriteKey(name, domain, type);
    }
    return text;
}

std::string
WriteDatum(const std::string& name, const std::string& value)
{
    return "      <data key=\"" + Escape(name) + "\">" + value + "</data>\n";
}

std::string
WriteData(const IgraphAttributes& attributes, const GraphmlAttributes& row)
{
    std::string text;
    for (const auto& [name, type] : attributes.GetColumns())
    {
        if (const auto value = FormatValue(attributes.Find(row, name, type), type))
        {
            text += WriteDatum(name, *value);
        }
    }
    return text;
}

} // namespace

IgraphAttributes::IgraphAttributes(const std::vector<GraphmlKey>& keys, bool GraphmlKey::*domain)
{
    for (const auto& key : keys)
    {
        if (key.*domain && !Has(key.name))
        {
            m_columns.push_back({key.name, GetType(key.type)});
        }
    }
}

const std::vector<IgraphAttributes::Column>&
IgraphAttributes::GetColumns() const
{
    return m_columns;
}

bool
IgraphAttributes::Has(std::string_view name) const
{
    return std::any_of(m_columns.begin(), m_columns.end(), [name](const Column& column) {
        return column.name == name;
    });
}

void
IgraphAttributes::Remove(std::string_view name)
{
    m_columns.erase(std::remove_if(m_columns.begin(),
                                   m_columns.end(),
                                   [name](const Column& column) { return column.name == name; }),
                    m_columns.end());
}

const GraphmlValue*
IgraphAttributes::Find(const GraphmlAttributes& row, std::string_view name, Type type) const
{
    const bool isColumn =
        std::any_of(m_columns.begin(), m_columns.end(), [=](const Column& column) {
            return column.name == name && column.type == type;
        });
    const auto value =
        std::find_if(row.values.begin(), row.values.end(), [=](const GraphmlValue& candidate) {
            return candidate.name == name && GetType(candidate.type) == type;
        });
    return isColumn && value != row.values.end() ? &*value : nullptr;
}

const std::string&
IgraphAttributes::Text(const GraphmlAttributes& row, std::string_view name) const
{
    static const std::string EMPTY;
    const auto* value = Find(row, name, Type::STRING);
    return value ? value->value : EMPTY;
}

std::optional<double>
ParseIgraphNumber(const std::string& text)
{
    const auto trimmed = boost::trim_copy(text);
    if (trimmed.empty())
    {
        return NAN;
    }
    char* end = nullptr;
    errno = 0;
    const double number = std::strtod(trimmed.c_str(), &end);
    if (errno == ERANGE || *end != '\0')
    {
        return std::nullopt;
    }
    return number;
}

void
CheckIgraphValues(const GraphmlGraph& graph, InputProblems& problems)
{
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        CheckValues(graph[vertex], problems);
    }
    for (const auto& edge : boost::make_iterator_range(boost::edges(graph)))
    {
        CheckValues(graph[edge], problems);
    }
}

std::string
WriteIgraphGraphml(const GraphmlDocument& document)
{
    const auto& graph = document.graph;
    IgraphAttributes nodeAttributes(document.keys, &GraphmlKey::forNode);
    nodeAttributes.Remove("id");
    const IgraphAttributes edgeAttributes(document.keys, &GraphmlKey::forEdge);

    const auto [firstEdge, lastEdge] = boost::edges(graph);
    std::vector<GraphmlGraph::edge_descriptor> edges(firstEdge, lastEdge);
    std::sort(edges.begin(), edges.end(), [&graph](const auto& a, const auto& b) {
        return graph[a].index < graph[b].index;
    });
    const bool writesIds =
        !edgeAttributes.Has("id") && std::any_of(edges.begin(), edges.end(), [&](const auto& edge) {
            return !graph[edge].id.empty();
        });

    std::string text =
        R"(<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
         xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns
         http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
<!-- Created by igraph -->
)";
    text += WriteKeys(nodeAttributes, "node") + WriteKeys(edgeAttributes, "edge");
    text += writesIds ? WriteKey("id", "edge", Type::STRING) : "";
    text += std::string("  <graph id=\"G\" edgedefault=\"") +
            (document.directed ? "directed" : "undirected") + "\">\n";
    for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
    {
        text += "    <node id=\"n" + std::to_string(vertex) + "\">\n" +
                WriteData(nodeAttributes, graph[vertex]) + "    </node>\n";
    }
    for (const auto& edge : edges)
    {
        text += "    <edge source=\"n" + std::to_string(boost::source(edge, graph)) +
                "\" target=\"n" + std::to_string(boost::target(edge, graph)) + "\">\n" +
                WriteData(edgeAttributes, graph[edge]);
        text += writesIds ? WriteDatum("id", Escape(graph[edge].id)) : "";
        text += "    </edge>\n";
    }
    return text + "  </graph>\n</graphml>\n";
}

} // namespace ns3
