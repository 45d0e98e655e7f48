/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "tgen-hosts.h"

#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <queue>
#include <random>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace ns3;

/*
 * When streams start, and when which batches of packets leave. What is expected is worked out here
 * from the rules alone (TGen 1.1.2: tgen-markovmodel.c, tgen-generator.c, tgen-stream.c), by hand
 * or by a second implementation that shares nothing with the first.
 */

namespace
{

// The second implementation ----------------------------------------------------------------------

/// GLib's numbers.
class Numbers
{
  public:
    explicit Numbers(uint32_t seed)
        : m_engine(seed)
    {
    }

    uint32_t Next32()
    {
        return static_cast<uint32_t>(m_engine());
    }

    double NextDouble()
    {
        constexpr double SCALE = 2.3283064365386962890625e-10; // 2^-32
        double number;
        do
        {
            number = Next32() * SCALE; // the first is the low half
            number = (number + Next32()) * SCALE;
        } while (number >= 1);
        return number;
    }

    double NextPositive()
    {
        double number;
        do
        {
            number = NextDouble();
        } while (number <= DBL_MIN);
        return number;
    }

  private:
    std::mt19937 m_engine;
};

struct EmissionRow
{
    char observation; //!< +, - or F
    double weight;
    std::string distribution;
    double first;
    double second;
};

/// A state; the first of a model is its start. Transitions are by ascending target, and emissions
/// in the order +, -, F: the order in which TGen looks at them.
struct StateRow
{
    std::vector<std::pair<int, double>> transitions; //!< target and weight
    std::vector<EmissionRow> emissions;
};

using Table = std::vector<StateRow>;

const std::map<std::string, std::pair<std::string, std::string>> PARAMETERS{
    {"normal", {"param_location", "param_scale"}},
    {"lognormal", {"param_location", "param_scale"}},
    {"exponential", {"param_rate", ""}},
    {"pareto", {"param_scale", "param_shape"}},
    {"uniform", {"param_low", "param_high"}}};

std::string
ToGraphml(const Table& table)
{
    std::ostringstream text;
    text.precision(15);
    text << "<graphml>\n";
    for (const auto& [id, target, type] :
         {std::tuple{"name", "node", "string"}, {"kind", "node", "string"}})
    {
        text << "<key id='" << id << "' for='" << target << "' attr.name='"
             << (id == std::string("kind") ? "type" : id) << "' attr.type='" << type << "'/>\n";
    }
    for (const std::string name : {"type", "distribution"})
    {
        text << "<key id='" << name << "' for='edge' attr.name='" << name
             << "' attr.type='string'/>\n";
    }
    for (const std::string name : {"weight",
                                   "param_location",
                                   "param_scale",
                                   "param_rate",
                                   "param_shape",
                                   "param_low",
                                   "param_high"})
    {
        text << "<key id='" << name << "' for='edge' attr.name='" << name
             << "' attr.type='double'/>\n";
    }
    text << "<graph edgedefault='directed'>\n";
    for (std::size_t i = 0; i < table.size(); ++i)
    {
        text << "<node id='" << i << "'><data key='name'>" << (i == 0 ? "start" : "state")
             << "</data><data key='kind'>state</data></node>\n";
    }
    for (const char observation : {'+', '-', 'F'})
    {
        text << "<node id='" << observation << "'><data key='name'>" << observation
             << "</data><data key='kind'>observation</data></node>\n";
    }
    for (std::size_t i = 0; i < table.size(); ++i)
    {
        for (const auto& [target, weight] : table[i].transitions)
        {
            text << "<edge source='" << i << "' target='" << target
                 << "'><data key='type'>transition</data><data key='weight'>" << weight
                 << "</data></edge>\n";
        }
        for (const auto& row : table[i].emissions)
        {
            const auto& [first, second] = PARAMETERS.at(row.distribution);
            text << "<edge source='" << i << "' target='" << row.observation
                 << "'><data key='type'>emission</data><data key='weight'>" << row.weight
                 << "</data><data key='distribution'>" << row.distribution << "</data><data key='"
                 << first << "'>" << row.first << "</data>";
            if (!second.empty())
            {
                text << "<data key='" << second << "'>" << row.second << "</data>";
            }
            text << "</edge>\n";
        }
    }
    text << "</graph></graphml>\n";
    return text.str();
}

class Walker
{
  public:
    Walker(const Table& table, uint32_t seed)
        : m_table(table),
          m_numbers(seed)
    {
    }

    /// @return the observation, and the delay after it in microseconds
    std::pair<char, int64_t> Next()
    {
        const auto& transitions = m_table[m_state].transitions;
        m_state =
            transitions[Choose(transitions, [](const auto& edge) { return edge.second; })].first;
        const auto& emissions = m_table[m_state].emissions;
        const auto& row =
            emissions[Choose(emissions, [](const auto& edge) { return edge.weight; })];
        const double delay = std::round(Draw(row));
        return {row.observation, static_cast<int64_t>(std::min(std::max(delay, 0.0), 600e6))};
    }

    void Reset()
    {
        m_state = 0;
    }

  private:
    template <typename Edges, typename Weight>
    std::size_t Choose(const Edges& edges, Weight weight)
    {
        double total = 0;
        for (const auto& edge : edges)
        {
            total += weight(edge);
        }
        const double drawn = m_numbers.NextDouble() * total;
        double sum = 0;
        for (std::size_t i = 0; i < edges.size(); ++i)
        {
            sum += weight(edges[i]);
            if (sum >= drawn)
            {
                return i;
            }
        }
        return edges.size() - 1;
    }

    double Draw(const EmissionRow& row)
    {
        const double u = m_numbers.NextPositive();
        if (row.distribution == "exponential")
        {
            return -std::log(u) / row.first;
        }
        if (row.distribution == "pareto")
        {
            return row.first / std::pow(u, 1 / row.second);
        }
        if (row.distribution == "uniform")
        {
            return row.first + (row.second - row.first) * u;
        }
        const double v = m_numbers.NextPositive();
        const double normal =
            row.first + row.second * (std::sqrt(-2 * std::log(u)) * std::cos(2 * M_PI * v));
        return row.distribution == "normal" ? normal : std::exp(normal);
    }

    const Table& m_table;
    Numbers m_numbers;
    std::size_t m_state{0};
};

/// A time in microseconds, and how many bytes go out then.
using Batch = std::pair<int64_t, uint64_t>;

struct Pacing
{
    std::vector<Batch> batches; //!< times are those after the first chance to send
    int64_t end{0};             //!< when what follows the payload may go out
};

struct PacingOptions
{
    uint64_t packetSize{1434};
    int64_t coalescingUs{10000};
};

/// What one side of a stream sends. @param size none: what the model says
Pacing
Pace(const Table& table,
     uint32_t seed,
     char ours,
     std::optional<uint64_t> size,
     const PacingOptions& options)
{
    constexpr uint64_t MOST = 32768;
    Walker walker(table, seed);
    Pacing pacing;
    uint64_t sent = 0;
    bool isModelOver = false;
    while (size ? sent < *size : !isModelOver)
    {
        const uint64_t limit = size ? std::min(*size - sent, MOST) : MOST;
        uint64_t bytes = 0;
        int64_t gap = 0;
        while (bytes < limit && gap <= options.coalescingUs)
        {
            const auto [observation, delay] = walker.Next();
            if (observation == 'F')
            {
                walker.Reset();
                isModelOver = !size;
                if (isModelOver)
                {
                    break;
                }
            }
            else if (observation == ours)
            {
                bytes += options.packetSize;
                gap = delay;
            }
            else
            {
                gap += delay;
            }
        }
        if (size)
        {
            bytes = std::min(bytes, limit);
        }
        if (bytes > 0)
        {
            pacing.batches.emplace_back(pacing.end, bytes);
        }
        sent += bytes;
        pacing.end += gap > options.coalescingUs ? gap : 0;
    }
    return pacing;
}

// The simulation ---------------------------------------------------------------------------------

/// What the streams of one host hand to TCP, by stream.
using Writes = std::map<uint64_t, std::vector<std::pair<Time, uint64_t>>>;

void
SeeWrite(Writes* writes, uint64_t stream, uint64_t bytes)
{
    (*writes)[stream].emplace_back(Simulator::Now(), bytes);
}

void
SeeStart(std::vector<Time>* starts, const TgenStreamReport& report)
{
    ASSERT_EQ(report.id, starts->size());
    starts->push_back(Simulator::Now());
}

class TgenPacingTest : public TgenHosts
{
  protected:
    std::string WriteTable(const std::string& name, const Table& table)
    {
        const auto path = m_directory + "/" + name + ".graphml";
        std::ofstream(path) << ToGraphml(table);
        return path;
    }

    /// Simulate a client's config with a server beside it.
    void Run(const std::string& config, const PacingOptions& options = {})
    {
        Connect("10Gbps", "1ms");
        for (const auto& [node, file, writes] :
             {std::tuple{Server(), WriteServer({{"stallout", "0"}}), &m_serverWrites},
              {Client(), config, &m_clientWrites}})
        {
            const auto application = Install(node, file);
            application->SetAttribute("PacketSize", UintegerValue(options.packetSize));
            application->SetAttribute("CoalescingTime",
                                      TimeValue(MicroSeconds(options.coalescingUs)));
            application->TraceConnectWithoutContext("Tx", MakeBoundCallback(&SeeWrite, writes));
        }
        m_applications.back()->TraceConnectWithoutContext("StreamStart",
                                                          MakeBoundCallback(&SeeStart, &m_starts));
        RunUntil(Seconds(600));
    }

    /**
     * Check what a side of a stream wrote: a header first, then these batches, then, where it has a
     * size, checksum and footer.
     */
    static void ExpectWrites(Writes& writes,
                             uint64_t stream,
                             const Pacing& expected,
                             bool isSized,
                             const std::string& what)
    {
        const auto& seen = writes[stream];
        ASSERT_FALSE(seen.empty()) << what;
        const Time begin = seen[0].first;
        std::vector<Batch> batches;
        for (std::size_t i = 1; i < seen.size(); ++i)
        {
            const bool waitsForPeer = isSized && i + 1 == seen.size();
            EXPECT_TRUE(waitsForPeer || (seen[i].first - begin).GetNanoSeconds() % 1000 == 0)
                << what;
            batches.emplace_back((seen[i].first - begin).GetMicroSeconds(), seen[i].second);
        }
        if (isSized)
        {
            ASSERT_GE(batches.size(), 2U) << what;
            EXPECT_EQ(batches.back().second, 4U) << what << ": FIN";
            batches.pop_back();
            EXPECT_EQ(batches.back(), Batch(expected.end, 37)) << what << ": MD5";
            batches.pop_back();
        }
        EXPECT_EQ(batches, expected.batches) << what;
    }

    Writes m_clientWrites;
    Writes m_serverWrites;
    std::vector<Time> m_starts; //!< of the client's streams, by id
};

/// A chain of states, each with one observation and one delay, and an F at its end.
Table
MakeChain(const std::vector<std::pair<char, int>>& steps)
{
    Table table(1);
    for (const auto& [observation, delay] : steps)
    {
        table.back().transitions = {{static_cast<int>(table.size()), 1}};
        table.push_back({{}, {{observation, 1, "normal", static_cast<double>(delay), 0}}});
    }
    return table;
}

// By hand ----------------------------------------------------------------------------------------

/*
 * The walk shows + 4 ms, + 20 ms, - 3 ms, - 30 ms, + 5 ms, F.
 *
 * Client, gaps above 10 ms are kept: two packets go out at 0, for 4 ms are no gap. 20 ms later, at
 * 20, it draws both - (3 + 30 ms), which makes 53; there the last packet goes out.
 * Server: both + make 24 ms. There its two packets go out, and 30 ms follow, at 54; then + and the
 * end.
 */
const Table PACKETS =
    MakeChain({{'+', 4000}, {'+', 20000}, {'-', 3000}, {'-', 30000}, {'+', 5000}, {'F', 1000}});

TEST_F(TgenPacingTest, PacketsLeaveWhenTheModelSaysSo)
{
    Run(WriteOneStream({{"packetmodelpath", WriteTable("packets", PACKETS)}}));
    ExpectWrites(m_clientWrites, 0, {{{0, 2868}, {53000, 1434}}, 53000}, false, "client");
    ExpectWrites(m_serverWrites, 0, {{{24000, 2868}}, 54000}, false, "server");
    ASSERT_EQ(m_records.size(), 1U);
    EXPECT_EQ(m_records[0].status, TransferRecord::SUCCESS) << m_records[0].error;
}

TEST_F(TgenPacingTest, SizedPacketsLeaveWhenTheModelSaysSo)
{
    // Client, 5000 bytes: at 53 ms 2132 are left. The packet is 1434, the end starts anew, another
    // packet makes 2868, of which 2132 go out, and 4 ms after them are no gap for the checksum.
    // Server, 3000 bytes: at 54 ms 132 are left. + 5 ms, the end, + 4 ms, + 20 ms make 29 ms; at 83
    // the rest goes out, and 3 ms are no gap.
    Run(WriteOneStream({{"packetmodelpath", WriteTable("packets", PACKETS)},
                        {"sendsize", "5000"},
                        {"recvsize", "3000"}}));
    ExpectWrites(m_clientWrites, 0, {{{0, 2868}, {53000, 2132}}, 53000}, true, "client");
    ExpectWrites(m_serverWrites, 0, {{{24000, 2868}, {83000, 132}}, 83000}, true, "server");
}

TEST_F(TgenPacingTest, PacketSizeAndCoalescingTimeMayBeOthers)
{
    // Packets of 1000 bytes, and every gap above 2 ms is kept.
    // Client: 0; 4; then 20 + 3 + 30 ms, at 57.
    // Server: 4 + 20 ms, at 24; 3 ms later, at 27.
    Run(WriteOneStream({{"packetmodelpath", WriteTable("packets", PACKETS)}}), {1000, 2000});
    ExpectWrites(m_clientWrites,
                 0,
                 {{{0, 1000}, {4000, 1000}, {57000, 1000}}, 62000},
                 false,
                 "client");
    ExpectWrites(m_serverWrites, 0, {{{24000, 1000}, {27000, 1000}}, 62000}, false, "server");
}

TEST_F(TgenPacingTest, AGapIsKeptFromOneMicrosecondAboveTheThresholdOn)
{
    // 10 ms are coalesced, 10.001 ms are not, also where peer packets only together make them.
    Run(WriteOneStream({{"packetmodelpath",
                         WriteTable("packets",
                                    MakeChain({{'+', 10000},
                                               {'+', 10001},
                                               {'+', 5000},
                                               {'-', 5000},
                                               {'+', 5000},
                                               {'-', 5001},
                                               {'+', 0},
                                               {'F', 0}}))}}));
    // At 0 two packets; at 10.001 ms two, for the 5 + 5 ms between them are no gap; 5 + 5.001 ms
    // are one, and so the last goes out at 20.002.
    ExpectWrites(m_clientWrites,
                 0,
                 {{{0, 2868}, {10001, 2868}, {20002, 1434}}, 20002},
                 false,
                 "client");
    // Server: 10 and 10.001 ms, but the former alone is none: 20.001. 5 ms, its packet, 5 + 5 ms
    // and its other packet, after which there is nothing.
    ExpectWrites(m_serverWrites, 0, {{{20001, 2868}}, 20001}, false, "server");
}

TEST_F(TgenPacingTest, ZeroThresholdKeepsEveryGap)
{
    Run(WriteOneStream(
            {{"packetmodelpath",
              WriteTable("packets",
                         MakeChain({{'+', 0}, {'+', 1}, {'+', 2}, {'-', 0}, {'F', 0}}))}}),
        {1434, 0});
    ExpectWrites(m_clientWrites, 0, {{{0, 2868}, {1, 1434}}, 3}, false, "client");
    ExpectWrites(m_serverWrites, 0, {{{3, 1434}}, 3}, false, "server");
}

TEST_F(TgenPacingTest, BatchesAre23PacketsAtMost)
{
    // 32768 bytes are reached by the 23rd packet: 32982 by the model, 32768 of a size.
    std::vector<std::pair<char, int>> steps(50, {'+', 0});
    steps.emplace_back('F', 0);
    const auto model = WriteTable("packets", MakeChain(steps));
    const auto config =
        WriteGraph("client",
                   {{"start", {{"peers", "server:8888"}, {"packetmodelpath", model}}},
                    {"stream1", {}},
                    {"stream2", {{"sendsize", "71700"}, {"recvsize", "0"}}},
                    {"end", {{"count", "1"}}}},
                   {{"start", "stream1"}, {"stream1", "stream2"}, {"stream2", "end"}});
    Run(config);
    ExpectWrites(m_clientWrites, 0, {{{0, 32982}, {0, 32982}, {0, 5736}}, 0}, false, "open");
    ExpectWrites(m_clientWrites, 1, {{{0, 32768}, {0, 32768}, {0, 6164}}, 0}, true, "sized");
}

TEST_F(TgenPacingTest, StreamsOfAFlowStartWhenTheModelSaysSo)
{
    // One at once, 1.5 s later another, 0.25 s later a third, and with it a fourth. The delay of
    // the F does not count: what follows begins when the last stream is done.
    const auto streams =
        WriteTable("streams",
                   MakeChain({{'+', 1500000}, {'-', 250000}, {'+', 0}, {'-', 0}, {'F', 3000000}}));
    Run(WriteGraph(
        "client",
        {{"start", {{"peers", "server:8888"}, {"time", "2"}}},
         {"flow", {{"streammodelpath", streams}, {"sendsize", "1 kb"}, {"recvsize", "1 kb"}}},
         {"stream", {{"sendsize", "1 kb"}, {"recvsize", "1 kb"}}}},
        {{"start", "flow"}, {"flow", "stream"}}));
    ASSERT_EQ(m_starts.size(), 5U);
    ASSERT_EQ(m_records.size(), 5U);
    EXPECT_EQ(m_starts[0], Seconds(2));
    EXPECT_EQ(m_starts[1], MilliSeconds(3500));
    EXPECT_EQ(m_starts[2], MilliSeconds(3750));
    EXPECT_EQ(m_starts[3], MilliSeconds(3750));
    EXPECT_EQ(m_starts[4], m_records[3].end);
    EXPECT_LT(m_starts[4], MilliSeconds(3770));
}

TEST_F(TgenPacingTest, FlowsOfATrafficStartWhenTheModelSaysSo)
{
    // Flows at 1 and 5 s; each opens streams at once, and after 3 s.
    const auto flows = WriteTable("flows", MakeChain({{'+', 4000000}, {'-', 20000}, {'F', 9}}));
    const auto streams = WriteTable("streams", MakeChain({{'+', 3000000}, {'+', 100}, {'F', 9}}));
    Run(WriteGraph("client",
                   {{"start", {{"peers", "server:8888"}, {"time", "1"}}},
                    {"traffic",
                     {{"flowmodelpath", flows},
                      {"streammodelpath", streams},
                      {"sendsize", "1 kb"},
                      {"recvsize", "1 kb"}}},
                    {"end", {{"count", "4"}}}},
                   {{"start", "traffic"}, {"traffic", "end"}}));
    EXPECT_EQ(m_starts, (std::vector<Time>{Seconds(1), Seconds(4), Seconds(5), Seconds(8)}));
    EXPECT_EQ(m_applications.back()->GetCounters().flows.succeeded, 2U);
    EXPECT_EQ(m_applications.back()->GetCounters().traffics.succeeded, 1U);
    EXPECT_TRUE(m_applications.back()->HasEnded());
}

// By the second implementation -------------------------------------------------------------------

const Table RANDOM_FLOWS{{{{1, 1}}, {}},
                         {{{1, 1}},
                          {{'+', 0.7, "normal", 3e6, 1e6},
                           {'-', 0.2, "uniform", 0, 2.5e6},
                           {'F', 0.1, "normal", 1e6, 1}}}};

const Table RANDOM_STREAMS{{{{1, 0.25}, {2, 0.75}}, {}},
                           {{{1, 0.5}, {2, 0.5}},
                            {{'+', 0.5, "exponential", 1e-6, 0},
                             {'-', 0.25, "pareto", 2e5, 1.5},
                             {'F', 0.25, "normal", 9, 1}}},
                           {{{1, 0.875}, {2, 0.125}}, {{'+', 1, "lognormal", 12.5, 0.75}}}};

const Table RANDOM_PACKETS{
    {{{1, 0.5}, {2, 0.5}}, {{'-', 1, "uniform", 0, 30000}}},
    {{{0, 0.125}, {1, 0.5}, {2, 0.375}},
     {{'+', 0.8, "exponential", 0.00025, 0}, {'-', 0.2, "normal", 4000, 3000}}},
    {{{1, 0.4}, {2, 0.6}},
     {{'+', 0.1, "lognormal", 8, 1.25},
      {'-', 0.87, "pareto", 900, 1.1},
      {'F', 0.03, "uniform", 0, 9}}}};

/// What a traffic action opens: when, and with which seed of the packet model.
std::vector<std::pair<int64_t, uint32_t>>
ListStreams(int64_t begin, uint32_t seed)
{
    Numbers seeds(seed);
    std::vector<std::pair<int64_t, uint32_t>> streams;
    std::vector<Walker> walkers; // 0: flows; then the streams of each flow
    walkers.reserve(1000);
    // By time, then by order; the last is whose turn it is.
    using Turn = std::tuple<int64_t, int, std::size_t>;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
    int order = 0;
    const std::function<void(int64_t, std::size_t)> take = [&](int64_t now, std::size_t who) {
        const auto [observation, delay] = walkers[who].Next();
        if (observation == 'F')
        {
            return;
        }
        if (who == 0)
        {
            walkers.emplace_back(RANDOM_STREAMS, seeds.Next32());
            take(now, walkers.size() - 1);
        }
        else
        {
            streams.emplace_back(now, seeds.Next32());
        }
        turns.emplace(now + delay, order++, who);
    };
    walkers.emplace_back(RANDOM_FLOWS, seeds.Next32());
    turns.emplace(begin, order++, 0);
    while (!turns.empty())
    {
        const auto [now, place, who] = turns.top();
        turns.pop();
        take(now, who);
    }
    return streams;
}

struct RandomCase
{
    uint32_t seed;
    std::string sendSize; //!< empty: unset
    std::string recvSize;
    PacingOptions options;
};

void
PrintTo(const RandomCase& random, std::ostream* stream)
{
    *stream << "seed " << random.seed << ", sendsize '" << random.sendSize << "', recvsize '"
            << random.recvSize << "', packets of " << random.options.packetSize << ", gaps above "
            << random.options.coalescingUs << " us";
}

class TgenRandomPacingTest : public TgenPacingTest, public testing::WithParamInterface<RandomCase>
{
};

TEST_P(TgenRandomPacingTest, EveryStreamAndBatchIsWhereASecondImplementationPutsIt)
{
    const auto& [seed, sendSize, recvSize, options] = GetParam();
    Run(WriteGraph("client",
                   {{"start",
                     {{"peers", "server:8888"},
                      {"time", "1500 ms"},
                      {"stallout", "0"},
                      {"markovmodelseed", std::to_string(seed)}}},
                    {"traffic",
                     {{"flowmodelpath", WriteTable("flows", RANDOM_FLOWS)},
                      {"streammodelpath", WriteTable("streams", RANDOM_STREAMS)},
                      {"packetmodelpath", WriteTable("packets", RANDOM_PACKETS)},
                      {"sendsize", sendSize},
                      {"recvsize", recvSize}}}},
                   {{"start", "traffic"}}),
        options);
    const auto streams = ListStreams(1500000, seed);
    ASSERT_GE(streams.size(), 20U) << "few streams say little";
    ASSERT_EQ(m_starts.size(), streams.size());
    ASSERT_EQ(m_records.size(), streams.size());
    const auto size = [](const std::string& text) {
        return text.empty() ? std::nullopt : std::optional<uint64_t>(std::stoull(text));
    };
    std::size_t batches = 0;
    for (std::size_t i = 0; i < streams.size(); ++i)
    {
        const auto& [start, packetSeed] = streams[i];
        EXPECT_EQ(m_starts[i], MicroSeconds(start)) << i;
        const auto client = Pace(RANDOM_PACKETS, packetSeed, '+', size(sendSize), options);
        const auto server = Pace(RANDOM_PACKETS, packetSeed, '-', size(recvSize), options);
        ExpectWrites(m_clientWrites, i, client, !sendSize.empty(), "client " + std::to_string(i));
        ExpectWrites(m_serverWrites, i, server, !recvSize.empty(), "server " + std::to_string(i));
        batches += client.batches.size() + server.batches.size();
    }
    EXPECT_GT(batches, 4 * streams.size());
    EXPECT_TRUE(std::all_of(m_records.begin(), m_records.end(), [](const auto& record) {
        return record.status == TransferRecord::SUCCESS;
    }));
}

INSTANTIATE_TEST_SUITE_P(Cases,
                         TgenRandomPacingTest,
                         testing::Values(RandomCase{12345, "", "", {}},
                                         RandomCase{2024, "20000", "100000", {}},
                                         RandomCase{99, "", "", {500, 1000}},
                                         RandomCase{4294967295, "50000", "60000", {1000, 40000}}));

} // namespace
