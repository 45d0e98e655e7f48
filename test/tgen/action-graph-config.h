/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef ACTION_GRAPH_CONFIG_H
#define ACTION_GRAPH_CONFIG_H

#include "input-problems.h"

#include "ns3/tgen-action-graph.h"

#include <map>
#include <memory>
#include <string>

namespace ns3
{

/**
 * A config file as text. Keys stand in line 1, nodes and edges one to a line from line 3 on, in
 * the order of the calls.
 */
class ActionGraphConfig
{
  public:
    using Attributes = std::map<std::string, std::string>;

    ActionGraphConfig& Node(const std::string& id, const Attributes& attributes = {})
    {
        m_body += "<node id=\"" + id + "\">";
        for (const auto& [name, value] : attributes)
        {
            Declare("node", name);
            m_body += "<data key=\"node-" + name + "\">" + value + "</data>";
        }
        m_body += "</node>\n";
        return *this;
    }

    ActionGraphConfig& Edge(const std::string& source,
                            const std::string& target,
                            const std::string& w = "")
    {
        Declare("edge", "weight");
        m_body += "<edge source=\"" + source + "\" target=\"" + target + "\"><data " +
                  "key=\"edge-weight\">" + w + "</data></edge>\n";
        return *this;
    }

    ActionGraphConfig& Declare(const std::string& target,
                               const std::string& name,
                               const std::string& type = "string")
    {
        m_keys.emplace(target + "-" + name,
                       "<key id=\"" + target + "-" + name + "\" for=\"" + target +
                           "\" attr.name=\"" + name + "\" attr.type=\"" + type + "\"/>");
        return *this;
    }

    ActionGraphConfig& Undirected()
    {
        m_direction = "undirected";
        return *this;
    }

    std::string ToText() const
    {
        std::string text = "<graphml>";
        for (const auto& [id, key] : m_keys)
        {
            text += key;
        }
        return text + "\n<graph edgedefault=\"" + m_direction + "\">\n" + m_body +
               "</graph></graphml>";
    }

    std::shared_ptr<const TgenActionGraph> Load() const
    {
        return TgenActionGraph::FromDocument(ParseGraphml(ToText(), "c"));
    }

    std::string Problems() const
    {
        return ProblemsOf([this] { Load(); });
    }

    /// @return the lines of all warnings
    std::string Warnings() const
    {
        std::string text;
        const auto graph = Load();
        for (const auto& warning : graph->GetWarnings())
        {
            text += (text.empty() ? "" : "\n") + warning;
        }
        return text;
    }

  private:
    std::map<std::string, std::string> m_keys;
    std::string m_direction{"directed"};
    std::string m_body;
};

} // namespace ns3

#endif // ACTION_GRAPH_CONFIG_H
