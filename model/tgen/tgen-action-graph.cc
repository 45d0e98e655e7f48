/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-action-graph.h"

#include "ns3/tgen-action-graph-reader.h"
#include "ns3/tgen-legacy-reader.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace ns3
{

const char*
TgenActionName(TgenAction action)
{
    switch (action)
    {
    case TgenAction::START:
        return "start";
    case TgenAction::END:
        return "end";
    case TgenAction::PAUSE:
        return "pause";
    case TgenAction::STREAM:
        return "stream";
    case TgenAction::FLOW:
        return "flow";
    case TgenAction::TRAFFIC:
        return "traffic";
    }
    return "";
}

TgenActionGraph::TgenActionGraph(std::string file, std::size_t nVertices)
    : m_file(std::move(file)),
      m_graph(nVertices)
{
}

std::shared_ptr<const TgenActionGraph>
TgenActionGraph::Load(const std::string& path)
{
    return FromDocument(ReadGraphml(path));
}

std::shared_ptr<const TgenActionGraph>
TgenActionGraph::FromDocument(const GraphmlDocument& document)
{
    return TgenLegacyReader::Reads(document) ? TgenLegacyReader(document).Read()
                                             : TgenActionGraphReader(document).Read();
}

const std::string&
TgenActionGraph::GetFile() const
{
    return m_file;
}

std::optional<std::string>
TgenActionGraph::FindFile(std::string_view path) const
{
    const std::filesystem::path written(path);
    const auto beside = std::filesystem::path(m_file).parent_path() / written;
    std::error_code error;
    for (const auto& candidate : {beside, written})
    {
        if (std::filesystem::exists(candidate, error))
        {
            return candidate.string();
        }
    }
    return std::nullopt;
}

const TgenActionGraph::Graph&
TgenActionGraph::GetGraph() const
{
    return m_graph;
}

const TgenVertex&
TgenActionGraph::operator[](Vertex vertex) const
{
    return m_graph[vertex];
}

std::size_t
TgenActionGraph::GetNVertices() const
{
    return boost::num_vertices(m_graph);
}

std::size_t
TgenActionGraph::GetNEdges() const
{
    return boost::num_edges(m_graph);
}

TgenActionGraph::Vertex
TgenActionGraph::GetStart() const
{
    return m_start;
}

const TgenStartOptions&
TgenActionGraph::GetStartOptions() const
{
    return m_startOptions;
}

const std::vector<TgenActionGraph::Exit>&
TgenActionGraph::GetExits(Vertex vertex) const
{
    return m_exits[vertex];
}

std::size_t
TgenActionGraph::GetInDegree(Vertex vertex) const
{
    return boost::in_degree(vertex, m_graph);
}

bool
TgenActionGraph::IsLegacy() const
{
    return !m_legacyNote.empty();
}

const std::string&
TgenActionGraph::GetLegacyNote() const
{
    return m_legacyNote;
}

const std::vector<std::string>&
TgenActionGraph::GetWarnings() const
{
    return m_warnings;
}

std::shared_ptr<const TgenMarkovModel>
TgenActionGraph::GetModel(const std::string& path) const
{
    return m_models.at(path);
}

} // namespace ns3
