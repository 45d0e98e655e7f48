/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_LEGACY_READER_H
#define TGEN_LEGACY_READER_H

#include "ns3/tgen-action-graph-reader.h"

#include <set>
#include <string>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Makes an action graph of a config in the vocabulary of TGen 0.0.1 and earlier (2014 to 2019;
 * tgen-action.c and tgen-graph.c of that tag, and of the commits before it):
 *
 * - `transfer` becomes a stream: type `get` receives `size` bytes, `put` sends them, `getput` sends
 *   `oursize` and receives `theirsize`, `schedule` sends and receives packets at given times.
 * - `model` and `generate` become a flow of `streammodelpath` and `packetmodelpath`.
 * - `synchronize` becomes a pause without time, `choose` a vertex of which one edge is followed.
 * - Transfers time out after 60 s and stall out after 15 s where nothing or 0 is said.
 * - `size` of an end counts bytes in both directions, `count` streams that succeeded; 0 is no
 * limit.
 * - Times are whole milliseconds. Attributes that are not known are ignored, as they were.
 */
class TgenLegacyReader : public TgenActionGraphReader
{
  public:
    /// @return whether a document is in the old vocabulary
    static bool Reads(const GraphmlDocument& document);

    /// @param document must outlive the reader
    explicit TgenLegacyReader(const GraphmlDocument& document);

  private:
    const ActionWord* FindWord(const std::string& id) const override;
    void RefuseVertex(Vertex vertex) override;
    void CheckAttributeNames() override;
    void ReadStart() override;
    void ReadVertex(Vertex vertex) override;
    void AdjustEdges() override;

    void ReadEnd(Vertex vertex);
    void ReadTransfer(Vertex vertex);
    void ReadModel(Vertex vertex);
    void ReadCredentials(Vertex vertex);
    void AdjustChoice(Vertex vertex);

    /// Read a time or a number of which 0 means unset.
    template <typename T, typename Parser>
    void ReadUnlessZero(Vertex vertex, const char* name, Parser parser, T& place);
    /// @return whether the attribute is there; a problem is noted when not
    bool Require(Vertex vertex, const char* name, const std::string& expected);
    std::optional<uint64_t> ReadSize(Vertex vertex, const char* name);
    std::shared_ptr<const TgenPacketSchedule> ReadSchedule(Vertex vertex, const char* name);
    /// Note how a word of the config was understood.
    void Understand(const std::string& how);

    std::set<std::string> m_understood;
};

} // namespace ns3

#endif // TGEN_LEGACY_READER_H
