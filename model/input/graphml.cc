/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/graphml.h"

#include "ns3/input-error.h"
#include "ns3/text-file.h"

#include <algorithm>
#include <array>
#include <pugixml.hpp>
#include <unordered_map>
#include <utility>

namespace ns3
{

namespace
{

/**
 * Turns byte offsets of a text into line numbers. It counts from the offset it was last asked
 * for: cheap when the questions come roughly in the order of the text.
 */
class LineCounter
{
  public:
    explicit LineCounter(std::string_view text)
        : m_text(text)
    {
    }

    /// @param offset may be beyond the end: there pugixml misses what a text lacks
    /// @return the line of a byte, from 1
    int LineOf(std::ptrdiff_t offset)
    {
        offset = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(m_text.size()));
        const auto [first, last] = std::minmax(m_offset, offset);
        const auto lines =
            static_cast<int>(std::count(m_text.data() + first, m_text.data() + last, '\n'));
        m_line += offset < m_offset ? -lines : lines;
        m_offset = offset;
        return m_line;
    }

  private:
    std::string_view m_text;
    std::ptrdiff_t m_offset{0};
    int m_line{1};
};

/// Turns the XML of one GraphML file into a document.
class GraphmlReader
{
  public:
    GraphmlReader(std::string_view text, const std::string& name)
        : m_lines(text),
          m_problems(name)
    {
        m_document.file = name;
        const unsigned options =
            pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_fragment;
        const auto result =
            m_xml.load_buffer(text.data(), text.size(), options, pugi::encoding_utf8);
        if (!result)
        {
            throw InputError(name,
                             m_lines.LineOf(result.offset),
                             std::string("not well-formed XML: ") + result.description());
        }
    }

    GraphmlDocument Read()
    {
        const pugi::xml_node root = FindRoot();
        for (const auto& child : root.children())
        {
            if (Is(child, "key"))
            {
                ReadKey(child);
            }
        }
        ReadGraph(FindChild(root, "graph"));
        m_problems.ThrowIfAny();
        return std::move(m_document);
    }

  private:
    /// A key together with the value of those who do not say otherwise.
    struct Key
    {
        std::size_t index; //!< in the document's list
        bool hasDefault;
        GraphmlValue standard;
    };

    /// The keys of nodes, or those of edges.
    struct Domain
    {
        const char* name;
        std::vector<Key> keys;
        std::unordered_map<std::string_view, std::size_t> byId;
    };

    int LineOf(const pugi::xml_node& node)
    {
        return m_lines.LineOf(node.offset_debug());
    }

    /// Is this the GraphML element of that name, whatever prefix the namespace goes by?
    bool Is(const pugi::xml_node& node, std::string_view name) const
    {
        const std::string_view full = node.name();
        return full.size() == m_prefix.size() + name.size() &&
               full.substr(0, m_prefix.size()) == m_prefix && full.substr(m_prefix.size()) == name;
    }

    pugi::xml_node FindChild(const pugi::xml_node& parent, std::string_view name) const
    {
        return parent.find_child([&](const pugi::xml_node& child) { return Is(child, name); });
    }

    pugi::xml_node FindRoot()
    {
        pugi::xml_node root;
        for (const auto& node : m_xml.children())
        {
            const bool isElement = node.type() == pugi::node_element;
            const bool isText = node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
            if (isText || (isElement && root))
            {
                throw InputError(m_document.file,
                                 LineOf(node),
                                 "not well-formed XML: something stands beside the root element");
            }
            if (isElement)
            {
                root = node;
            }
        }
        const std::string_view name = root.name();
        const std::size_t colon = name.find(':');
        m_prefix = name.substr(0, colon == std::string_view::npos ? 0 : colon + 1);
        if (!Is(root, "graphml"))
        {
            throw InputError(m_document.file,
                             root ? LineOf(root) : 1,
                             root ? "the root element is <" + std::string(name) + ">"
                                  : "there is no XML element in the file",
                             "a GraphML file has the root element <graphml>");
        }
        return root;
    }

    /// @return the text of an element, however comments and CDATA sections split it
    static std::string TextOf(const pugi::xml_node& node)
    {
        std::string text;
        for (const auto& child : node.children())
        {
            text += child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata
                        ? child.value()
                        : "";
        }
        return text;
    }

    void ReadKey(const pugi::xml_node& node)
    {
        const int line = LineOf(node);
        const std::string_view id = node.attribute("id").value();
        if (id.empty())
        {
            m_problems.Add(line, "<key> without an id", "every <key> has one, such as id=\"d0\"");
            return;
        }
        // As igraph does it: a key without a name goes by its id.
        const std::string name = node.attribute("attr.name").as_string(id.data());
        const std::string type = node.attribute("attr.type").as_string("string");
        static constexpr std::array TYPES{"boolean", "int", "long", "float", "double", "string"};
        if (std::find(TYPES.begin(), TYPES.end(), type) == TYPES.end())
        {
            m_problems.Add(line,
                           "key " + QuoteInput(id) + ": unknown attr.type " + QuoteInput(type),
                           "boolean, int, long, float, double or string");
        }
        const std::string target = node.attribute("for").as_string("all");
        static constexpr std::array
            TARGETS{"all", "node", "edge", "graph", "graphml", "hyperedge", "port", "endpoint"};
        if (std::find(TARGETS.begin(), TARGETS.end(), target) == TARGETS.end())
        {
            m_problems.Add(line,
                           "key " + QuoteInput(id) + ": unknown for=" + QuoteInput(target),
                           "node, edge or all");
        }
        const bool forNode = target == "node" || target == "all";
        const bool forEdge = target == "edge" || target == "all";
        const pugi::xml_node standard = FindChild(node, "default");
        const Key key{m_document.keys.size(),
                      !standard.empty(),
                      {name, type, TextOf(standard), standard ? LineOf(standard) : line}};
        m_document.keys.push_back({name, type, forNode, forEdge, line});
        if (forNode)
        {
            AddKey(m_nodeKeys, id, key);
        }
        if (forEdge)
        {
            AddKey(m_edgeKeys, id, key);
        }
    }

    void AddKey(Domain& domain, std::string_view id, const Key& key)
    {
        const auto [at, isNew] = domain.byId.emplace(id, domain.keys.size());
        if (isNew)
        {
            domain.keys.push_back(key);
            return;
        }
        const auto& first = m_document.keys[domain.keys[at->second].index];
        m_problems.Add(m_document.keys[key.index].line,
                       "key " + QuoteInput(id) + " is declared again",
                       "one <key> for each id; the first is in line " + std::to_string(first.line));
    }

    void ReadGraph(const pugi::xml_node& graph)
    {
        if (!graph)
        {
            m_problems.Add(1, "there is no <graph>", "one <graph> inside <graphml>");
            return;
        }
        m_document.graphLine = LineOf(graph);
        const std::string_view direction = graph.attribute("edgedefault").as_string("directed");
        m_document.directed = direction != "undirected";
        if (m_document.directed && direction != "directed")
        {
            m_problems.Add(m_document.graphLine,
                           "unknown edgedefault " + QuoteInput(direction),
                           "directed or undirected");
        }
        for (const auto& child : graph.children())
        {
            if (Is(child, "node"))
            {
                ReadNode(child);
            }
            else if (Is(child, "edge"))
            {
                ReadEdge(child);
            }
            else if (Is(child, "hyperedge"))
            {
                m_problems.Add(LineOf(child), "<hyperedge> is not supported", "<edge>");
            }
        }
        CheckMentions();
    }

    /// @return the vertex of a node id, made where this is its first mention
    std::size_t Mention(std::string_view id)
    {
        auto& graph = m_document.graph;
        const auto [at, isNew] = m_vertices.emplace(id, boost::num_vertices(graph));
        if (isNew)
        {
            graph[boost::add_vertex(graph)].id = id;
        }
        return at->second;
    }

    void ReadNode(const pugi::xml_node& node)
    {
        const int line = LineOf(node);
        const std::string_view id = node.attribute("id").value();
        if (id.empty())
        {
            m_problems.Add(line,
                           "<node> without an id",
                           "every <node> has one, such as id=\"start\"");
            return;
        }
        auto& vertex = m_document.graph[Mention(id)];
        if (vertex.line != 0)
        {
            m_problems.Add(line,
                           "node " + QuoteInput(id) + " is there twice",
                           "one <node> for each id; the first is in line " +
                               std::to_string(vertex.line));
            return;
        }
        vertex.line = line;
        ReadData(node, m_nodeKeys, vertex);
        if (const auto nested = FindChild(node, "graph"))
        {
            m_problems.Add(LineOf(nested),
                           "node " + QuoteInput(id) + " holds a graph of its own",
                           "a flat graph: nested ones are not supported");
        }
    }

    void ReadEdge(const pugi::xml_node& node)
    {
        const int line = LineOf(node);
        const std::string_view source = node.attribute("source").value();
        const std::string_view target = node.attribute("target").value();
        if (source.empty() || target.empty())
        {
            m_problems.Add(line,
                           source.empty() ? "<edge> without a source" : "<edge> without a target",
                           "both source and target, the ids of nodes");
            return;
        }
        auto& graph = m_document.graph;
        GraphmlEdge edge;
        edge.id = node.attribute("id").value();
        edge.index = boost::num_edges(graph);
        edge.line = line;
        ReadData(node, m_edgeKeys, edge);
        const std::size_t from = Mention(source); // before the target: it is mentioned first
        const std::size_t to = Mention(target);
        boost::add_edge(from, to, std::move(edge), graph);
    }

    void ReadData(const pugi::xml_node& node, Domain& domain, GraphmlAttributes& attributes)
    {
        std::vector<bool> isSet(domain.keys.size());
        for (const auto& child : node.children())
        {
            if (!Is(child, "data"))
            {
                continue;
            }
            const std::string_view id = child.attribute("key").value();
            const auto at = domain.byId.find(id);
            if (at == domain.byId.end())
            {
                m_problems.Add(LineOf(child),
                               std::string("<data> of ") + domain.name + " with the key " +
                                   QuoteInput(id) + ", which is not declared for " + domain.name,
                               "a key that a <key> element declares");
                continue;
            }
            const auto& standard = domain.keys[at->second].standard;
            if (isSet[at->second])
            {
                m_problems.Add(LineOf(child),
                               QuoteInput(standard.name) + " is set twice",
                               "one <data> for each key");
                continue;
            }
            isSet[at->second] = true;
            attributes.values.push_back(
                {standard.name, standard.type, TextOf(child), LineOf(child)});
        }
        for (std::size_t i = 0; i < domain.keys.size(); ++i)
        {
            if (!isSet[i] && domain.keys[i].hasDefault)
            {
                attributes.values.push_back(domain.keys[i].standard);
            }
        }
    }

    /// Every end of an edge must be a node of the file.
    void CheckMentions()
    {
        const auto& graph = m_document.graph;
        for (const auto vertex : boost::make_iterator_range(boost::vertices(graph)))
        {
            if (graph[vertex].line != 0)
            {
                continue;
            }
            const auto edge = boost::out_degree(vertex, graph) > 0
                                  ? *boost::out_edges(vertex, graph).first
                                  : *boost::in_edges(vertex, graph).first;
            m_problems.Add(graph[edge].line,
                           "edge to or from " + QuoteInput(graph[vertex].id) +
                               ", which no <node> element declares",
                           "the id of a node");
        }
    }

    LineCounter m_lines;
    pugi::xml_document m_xml;
    std::string_view m_prefix; //!< of the GraphML namespace, with its colon; mostly empty
    InputProblems m_problems;
    Domain m_nodeKeys{"nodes", {}, {}};
    Domain m_edgeKeys{"edges", {}, {}};
    std::unordered_map<std::string_view, std::size_t> m_vertices; //!< by id
    GraphmlDocument m_document;
};

} // namespace

const GraphmlValue*
GraphmlAttributes::Find(std::string_view name) const
{
    for (const auto& value : values)
    {
        if (value.name == name)
        {
            return &value;
        }
    }
    return nullptr;
}

const std::string&
GraphmlAttributes::Text(std::string_view name) const
{
    static const std::string EMPTY;
    const auto* value = Find(name);
    return value ? value->value : EMPTY;
}

GraphmlDocument
ReadGraphml(const std::string& path)
{
    const std::string text = ReadTextFile(path, "<", "a GraphML file");
    return GraphmlReader(text, path).Read();
}

GraphmlDocument
ParseGraphml(std::string_view text, const std::string& name)
{
    return GraphmlReader(text, name).Read();
}

} // namespace ns3
