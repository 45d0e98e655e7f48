/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * What a flow costs that arrives, moves its bytes over a connection of its own and is over: by
 * Poisson flow sources, one for each host, and by what scripts do without them, one
 * BulkSendApplication for each flow. All sides have the same hosts, TCP, arrivals and sizes, and
 * each runs in a process of its own. bench-flows-instructions.sh counts instructions.
 *
 * - bulk: a BulkSendApplication a flow, a PacketSink on each server, ns-3's TIME_WAIT of 240 s
 * - bulk-msl: the same with a TIME_WAIT of 10 ms, which is what our applications ask for
 * - sink: bulk with a PacketSink a flow as well
 * - push: PoissonFlowApplication, PerFlow and Push: the work of bulk, and a header of 16 bytes
 * - push-factory: the same without copied sockets
 * - pull: PerFlow and Pull: the client asks and the server sends
 * - persistent: Persistent and Pull: connections stay open
 */

#include "ns3/boolean.h"
#include "ns3/bulk-send-helper.h"
#include "ns3/command-line.h"
#include "ns3/config.h"
#include "ns3/double.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-global-routing-helper.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/poisson-flow-application.h"
#include "ns3/poisson-flow-server-application.h"
#include "ns3/random-variable-stream.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <malloc.h>
#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <unordered_map>
#include <vector>

using namespace ns3;

namespace
{

constexpr uint16_t PORT = 5001;

/// What all sides have to carry.
struct Load
{
    std::string topology{"dumbbell"};
    uint64_t flows{0};
    uint32_t size{20000}; //!< bytes
    double rate{1000};    //!< flows a second, of all clients together
};

/// What a run tells its parent, in memory that both share.
struct Outcome
{
    uint64_t completed{0};
    uint64_t events{0};
    double completionSum{0}; //!< of the times at which flows were complete, seconds
    double arrivalSum{0};
    int64_t keptBytes{0}; //!< of the heap, when all flows are over
};

/// What a run cost, and what came of it.
struct Result
{
    Outcome outcome;
    bool isDone{false};
    double cpuSeconds{0};
    double peakMegabytes{0};
};

/// One side of the comparison.
struct Side
{
    std::string name;
    bool isOurs;
    double maxSegLifetime; //!< seconds; of ours it is the default
    bool sinkForEachFlow;
    std::string connections;
    std::string direction;
    bool copiesSockets;
};

const std::vector<Side> SIDES{
    {"bulk", false, 120, false, "", "", false},
    {"bulk-msl", false, 5e-3, false, "", "", false},
    {"sink", false, 120, true, "", "", false},
    {"push", true, 5e-3, false, "PerFlow", "Push", true},
    {"push-factory", true, 5e-3, false, "PerFlow", "Push", false},
    {"pull", true, 5e-3, false, "PerFlow", "Pull", true},
    {"persistent", true, 5e-3, false, "Persistent", "Pull", true},
};

/// When flows of one client arrive, and for which server: the same on all sides.
class Arrivals
{
  public:
    Arrivals(const Load& load, uint32_t client, uint32_t nClients, uint32_t nServers)
        : m_left(load.flows / nClients + (client < load.flows % nClients)),
          m_last(nServers - 1),
          m_gap(CreateObject<ExponentialRandomVariable>()),
          m_server(CreateObject<UniformRandomVariable>())
    {
        m_gap->SetAttribute("Mean", DoubleValue(1e9 * nClients / load.rate));
        m_gap->SetStream(2 * client);
        m_server->SetStream(2 * client + 1);
    }

    bool Next()
    {
        if (m_left == 0)
        {
            return false;
        }
        --m_left;
        arrival += NanoSeconds(1 + static_cast<int64_t>(m_gap->GetValue()));
        server = m_server->GetInteger(0, m_last);
        return true;
    }

    Time arrival{MilliSeconds(100)};
    uint32_t server{0};

  private:
    uint64_t m_left;
    uint32_t m_last;
    Ptr<ExponentialRandomVariable> m_gap;
    Ptr<UniformRandomVariable> m_server;
};

/// The same as requests.
class ArrivingRequests : public PoissonRequestSource
{
  public:
    ArrivingRequests(const Arrivals& arrivals, uint64_t size)
        : m_arrivals(arrivals),
          m_size(size)
    {
    }

    bool Next(PoissonRequest& request) override
    {
        if (!m_arrivals.Next())
        {
            return false;
        }
        request.index = request.firstFlow = m_next++;
        request.bytes = m_size;
        request.arrival = m_arrivals.arrival;
        request.servers.assign(1, m_arrivals.server);
        return true;
    }

  private:
    Arrivals m_arrivals;
    uint64_t m_size;
    uint64_t m_next{0};
};

/// Clients, servers, and the network between them.
class Network
{
  public:
    explicit Network(const std::string& topology)
    {
        const uint32_t n = topology == "pair" ? 1 : 8;
        clients.Create(n);
        servers.Create(n);
        InternetStackHelper().Install(NodeContainer(clients, servers));
        PointToPointHelper link;
        link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
        link.SetChannelAttribute("Delay", StringValue("100us"));
        link.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("1000p"));
        Ipv4AddressHelper subnets("10.0.0.0", "255.255.255.0");
        const auto connect = [&](Ptr<Node> a, Ptr<Node> b) {
            const auto devices = link.Install(a, b);
            const auto interfaces = subnets.Assign(devices);
            subnets.NewNetwork();
            TrafficControlHelper().Uninstall(devices);
            return interfaces;
        };
        if (n == 1)
        {
            addresses.push_back(connect(clients.Get(0), servers.Get(0)).GetAddress(1));
            return;
        }
        NodeContainer routers(2);
        InternetStackHelper().Install(routers);
        connect(routers.Get(0), routers.Get(1));
        for (uint32_t i = 0; i < n; ++i)
        {
            connect(clients.Get(i), routers.Get(0));
            addresses.push_back(connect(servers.Get(i), routers.Get(1)).GetAddress(0));
        }
        Ipv4GlobalRoutingHelper::PopulateRoutingTables();
    }

    NodeContainer clients;
    NodeContainer servers;
    std::vector<Ipv4Address> addresses; //!< of servers
};

/// Sees from its sink when flows of one server have come in whole.
class SinkWatch
{
  public:
    SinkWatch(uint32_t size, Outcome& outcome)
        : m_size(size),
          m_outcome(outcome)
    {
    }

    void Receive(Ptr<const Packet> packet, const Address& from)
    {
        const auto peer = InetSocketAddress::ConvertFrom(from);
        const auto key = (uint64_t{peer.GetIpv4().Get()} << 16) | peer.GetPort();
        const auto flow = m_received.emplace(key, 0).first;
        flow->second += packet->GetSize();
        if (flow->second == m_size)
        {
            ++m_outcome.completed;
            m_outcome.completionSum += Simulator::Now().GetSeconds();
            m_received.erase(flow);
        }
    }

  private:
    uint32_t m_size;
    Outcome& m_outcome;
    std::unordered_map<uint64_t, uint32_t> m_received; //!< bytes, by peer
};

/// Sees from our applications when flows are complete.
class FlowWatch
{
  public:
    /// @param ends where to write when each flow of one client is over for it; null: nowhere
    FlowWatch(bool isPush, Outcome& outcome, int64_t* ends)
        : m_isPush(isPush),
          m_outcome(outcome),
          m_ends(ends)
    {
    }

    /// A pushed flow has come in whole at its server.
    void Served(const FlowRequest&)
    {
        if (m_isPush)
        {
            m_outcome.completionSum += Simulator::Now().GetSeconds();
        }
    }

    void End(const PoissonFlowRecord& flow)
    {
        m_outcome.completed += flow.isSuccess;
        if (!m_isPush)
        {
            m_outcome.completionSum += flow.end.GetSeconds();
        }
        if (m_ends)
        {
            m_ends[flow.number] = flow.isSuccess ? flow.end.GetNanoSeconds() : -1;
        }
    }

  private:
    bool m_isPush;
    Outcome& m_outcome;
    int64_t* m_ends;
};

int64_t
GetHeapBytes()
{
    const auto heap = mallinfo2();
    return static_cast<int64_t>(heap.uordblks + heap.hblkhd);
}

/// Scripts reuse a helper at best: so do we.
void
InstallBulk(const Side& side, const Load& load, const Network& network, Outcome& outcome)
{
    Config::SetDefault("ns3::TcpSocketBase::MaxSegLifetime", DoubleValue(side.maxSegLifetime));
    std::vector<Callback<void, Ptr<const Packet>, const Address&>> seen;
    const auto installSink = [&](uint32_t server, uint16_t port, Time start) {
        PacketSinkHelper helper("ns3::TcpSocketFactory",
                                InetSocketAddress(Ipv4Address::GetAny(), port));
        auto sink = helper.Install(network.servers.Get(server));
        sink.Start(start);
        sink.Get(0)->TraceConnectWithoutContext("Rx", seen[server]);
    };
    for (uint32_t i = 0; i < network.servers.GetN(); ++i)
    {
        const auto watch = new SinkWatch(load.size, outcome); // lives as long as the process
        seen.push_back(MakeCallback(&SinkWatch::Receive, watch));
        if (!side.sinkForEachFlow)
        {
            installSink(i, PORT, Time(0));
        }
    }
    BulkSendHelper helper("ns3::TcpSocketFactory", Address());
    helper.SetAttribute("MaxBytes", UintegerValue(load.size));
    std::vector<uint16_t> ports(network.servers.GetN(), PORT);
    for (uint32_t client = 0; client < network.clients.GetN(); ++client)
    {
        Arrivals arrivals(load, client, network.clients.GetN(), network.servers.GetN());
        while (arrivals.Next())
        {
            auto& port = ports[arrivals.server];
            if (side.sinkForEachFlow)
            {
                NS_ABORT_MSG_IF(++port == 0, "no ports left for sinks");
                installSink(arrivals.server, port, arrivals.arrival);
            }
            const InetSocketAddress remote(network.addresses[arrivals.server], port);
            helper.SetAttribute("Remote", AddressValue(remote));
            helper.Install(network.clients.Get(client)).Start(arrivals.arrival);
        }
    }
}

void
InstallOurs(const Side& side,
            const Load& load,
            const Network& network,
            Outcome& outcome,
            int64_t* ends)
{
    const bool isPush = side.direction == "Push";
    ObjectFactory serverFactory("ns3::PoissonFlowServerApplication",
                                "Port",
                                UintegerValue(PORT),
                                "CopySockets",
                                BooleanValue(side.copiesSockets));
    std::vector<PoissonConfig::Server> servers;
    for (uint32_t i = 0; i < network.servers.GetN(); ++i)
    {
        const auto server = serverFactory.Create<PoissonFlowServerApplication>();
        network.servers.Get(i)->AddApplication(server);
        const auto watch = new FlowWatch(isPush, outcome, nullptr); // as long as the process
        server->TraceConnectWithoutContext("Served", MakeCallback(&FlowWatch::Served, watch));
        std::ostringstream address;
        address << network.addresses[i];
        servers.push_back({address.str(), PORT, 1, 0});
    }
    ObjectFactory clientFactory("ns3::PoissonFlowApplication",
                                "Connections",
                                StringValue(side.connections),
                                "Direction",
                                StringValue(side.direction),
                                "CopySockets",
                                BooleanValue(side.copiesSockets));
    for (uint32_t i = 0; i < network.clients.GetN(); ++i)
    {
        const Arrivals arrivals(load, i, network.clients.GetN(), network.servers.GetN());
        const auto client = clientFactory.Create<PoissonFlowApplication>();
        client->SetSource(std::make_unique<ArrivingRequests>(arrivals, load.size), servers);
        network.clients.Get(i)->AddApplication(client);
        const auto watch = new FlowWatch(isPush, outcome, ends);
        client->TraceConnectWithoutContext("Flow", MakeCallback(&FlowWatch::End, watch));
        if (ends)
        {
            ends += load.flows / network.clients.GetN() + (i < load.flows % network.clients.GetN());
        }
    }
}

void
Simulate(const Side& side, const Load& load, Outcome& outcome, int64_t* ends)
{
    Config::SetDefault("ns3::TcpSocket::SegmentSize", UintegerValue(1448));
    const Network network(load.topology);
    Time last;
    for (uint32_t client = 0; client < network.clients.GetN(); ++client)
    {
        Arrivals arrivals(load, client, network.clients.GetN(), network.servers.GetN());
        while (arrivals.Next())
        {
            outcome.arrivalSum += arrivals.arrival.GetSeconds();
        }
        last = std::max(last, arrivals.arrival);
    }
    const auto before = GetHeapBytes();
    if (side.isOurs)
    {
        InstallOurs(side, load, network, outcome, ends);
    }
    else
    {
        InstallBulk(side, load, network, outcome);
    }
    Simulator::Stop(last + Seconds(2));
    Simulator::Run();
    outcome.keptBytes = GetHeapBytes() - before;
    outcome.events = Simulator::GetEventCount();
    Simulator::Destroy();
}

/// Memory that a child writes and its parent reads.
template <typename T>
T*
Share(std::size_t count)
{
    const auto memory =
        mmap(nullptr, count * sizeof(T), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
    {
        std::perror("mmap");
        std::exit(1);
    }
    return static_cast<T*>(memory);
}

double
GetCpuSeconds(const rusage& used)
{
    return used.ru_utime.tv_sec + used.ru_stime.tv_sec +
           1e-6 * (used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

/// @param isApart in a child process
Result
Run(const Side& side, const Load& load, int64_t* ends, bool isApart)
{
    Result result;
    rusage used{};
    const auto outcome = new (Share<Outcome>(1)) Outcome;
    if (!isApart)
    {
        Simulate(side, load, *outcome, ends);
        getrusage(RUSAGE_SELF, &used);
        result.isDone = true;
    }
    else
    {
        const pid_t child = fork();
        if (child == 0)
        {
            Simulate(side, load, *outcome, ends);
            std::_Exit(0);
        }
        int status = 0;
        wait4(child, &status, 0, &used);
        result.isDone = status == 0;
    }
    result.outcome = *outcome;
    munmap(outcome, sizeof(Outcome));
    result.cpuSeconds = GetCpuSeconds(used);
    result.peakMegabytes = used.ru_maxrss / 1024.0;
    return result;
}

void
PrintRow(const std::string& name, const Load& load, const Result& result, double bulkCpu)
{
    if (!result.isDone)
    {
        std::printf("%-13s %9" PRIu64 "  the process ended before its simulation\n",
                    name.c_str(),
                    load.flows);
        return;
    }
    const auto& outcome = result.outcome;
    const auto n = static_cast<double>(load.flows);
    std::printf("%-13s %9" PRIu64 " %9" PRIu64 " %7" PRIu64 " %9.1f %9.1f %8.1f %9.1f",
                name.c_str(),
                load.flows,
                outcome.completed,
                load.flows - outcome.completed,
                1e6 * result.cpuSeconds / n,
                outcome.events / n,
                result.peakMegabytes,
                outcome.keptBytes / n);
    if (outcome.completed == load.flows)
    {
        std::printf(" %9.4f", 1e3 * (outcome.completionSum - outcome.arrivalSum) / n);
    }
    else
    {
        std::printf(" %9s", "-");
    }
    if (bulkCpu > 0)
    {
        std::printf(" %8.3f", result.cpuSeconds / bulkCpu);
    }
    std::printf("\n");
    std::fflush(stdout);
}

/// Run all sides several times in turn, and print of each the run of median CPU time.
bool
Compare(const std::vector<Side>& sides, const Load& load, uint32_t repeats, bool isApart)
{
    std::printf("%s, %u bytes, %g flows/s\n%-13s %9s %9s %7s %9s %9s %8s %9s %9s %8s\n",
                load.topology.c_str(),
                load.size,
                load.rate,
                "side",
                "flows",
                "completed",
                "failed",
                "CPU us",
                "events",
                "peak MB",
                "B kept",
                "FCT ms",
                "CPU/bulk");
    std::map<std::string, int64_t*> ends;
    const auto isChosen = [&](const std::string& name) {
        return std::any_of(sides.begin(), sides.end(), [&](const Side& side) {
            return side.name == name;
        });
    };
    if (isChosen("push") && isChosen("push-factory"))
    {
        ends["push"] = Share<int64_t>(load.flows);
        ends["push-factory"] = Share<int64_t>(load.flows);
    }
    std::map<std::string, std::vector<Result>> results;
    for (uint32_t i = 0; i < repeats; ++i)
    {
        for (const auto& side : sides)
        {
            const auto where = ends.find(side.name);
            results[side.name].push_back(
                Run(side, load, where == ends.end() ? nullptr : where->second, isApart));
        }
    }
    double bulkCpu = 0;
    bool isGood = true;
    for (const auto& side : sides)
    {
        auto& runs = results[side.name];
        std::sort(runs.begin(), runs.end(), [](const Result& a, const Result& b) {
            return a.cpuSeconds < b.cpuSeconds;
        });
        const auto& median = runs[runs.size() / 2];
        bulkCpu = side.name == "bulk" && median.isDone ? median.cpuSeconds : bulkCpu;
        PrintRow(side.name, load, median, bulkCpu);
        isGood = isGood && median.isDone;
    }
    if (!ends.empty())
    {
        const auto copied = ends["push"];
        const auto made = ends["push-factory"];
        uint64_t same = 0;
        for (uint64_t i = 0; i < load.flows; ++i)
        {
            same += copied[i] == made[i] && copied[i] > 0;
        }
        std::printf("push and push-factory: %" PRIu64 " of %" PRIu64
                    " flows end at the same nanosecond\n",
                    same,
                    load.flows);
        isGood = isGood && same == load.flows;
    }
    for (const auto& [name, times] : ends)
    {
        munmap(times, load.flows * sizeof(int64_t));
    }
    return isGood;
}

std::vector<Side>
FindSides(const std::string& names)
{
    std::vector<Side> found;
    std::istringstream list(names);
    for (std::string name; std::getline(list, name, ',');)
    {
        const auto side = std::find_if(SIDES.begin(), SIDES.end(), [&](const Side& each) {
            return each.name == name;
        });
        if (side == SIDES.end())
        {
            std::fprintf(stderr, "there is no side '%s'\n", name.c_str());
            std::exit(2);
        }
        found.push_back(*side);
    }
    return found;
}

} // namespace

int
main(int argc, char** argv)
{
    Load load;
    std::string sides = "bulk,bulk-msl,sink,push,push-factory,pull,persistent";
    std::string flows = "2000";
    uint32_t repeats = 1;
    bool isApart = true;
    CommandLine command(__FILE__);
    command.AddValue("sides", "what to run, with commas between; bulk first for ratios", sides);
    command.AddValue("topology", "dumbbell (8 + 8 hosts, three hops) or pair", load.topology);
    command.AddValue("flows", "numbers of flows to run, with commas between", flows);
    command.AddValue("size", "bytes of a flow", load.size);
    command.AddValue("rate", "flows a second, of all clients together", load.rate);
    command.AddValue("repeats", "how often to run each side; the median counts", repeats);
    command.AddValue("apart", "run each side in a process of its own", isApart);
    command.Parse(argc, argv);
    if ((load.topology != "dumbbell" && load.topology != "pair") || load.size == 0 ||
        !(load.rate > 0) || repeats == 0)
    {
        std::fprintf(stderr, "topology is dumbbell or pair; size, rate, repeats are over 0\n");
        return 2;
    }
    const auto chosen = FindSides(sides);
    if (!isApart && (chosen.size() != 1 || repeats != 1))
    {
        std::fprintf(stderr, "one side alone, once, can run in the process of the benchmark\n");
        return 2;
    }

    bool isGood = true;
    std::istringstream list(flows);
    for (std::string number; std::getline(list, number, ',');)
    {
        load.flows = std::stoull(number);
        isGood = Compare(chosen, load, repeats, isApart) && isGood;
    }
    return isGood ? 0 : 1;
}
