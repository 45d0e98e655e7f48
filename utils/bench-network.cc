/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * What a large network costs: reading it from GraphML, setting it up, and Poisson flows between all
 * of its hosts. Also ns-3's global routing on the same network, for comparison.
 */

#include "ns3/command-line.h"
#include "ns3/graphml-network.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-global-routing-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/results-helper.h"
#include "ns3/scenario-helper.h"
#include "ns3/shortest-path-routing-helper.h"
#include "ns3/simulator.h"

#include <chrono>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <utility>

using namespace ns3;

namespace
{

/**
 * A network of hosts with links between them: each host but the first has one to a host before it,
 * and the rest join hosts at random. Always the same one for the same numbers.
 */
void
WriteNetwork(const std::string& path, uint32_t hosts, uint32_t links)
{
    std::mt19937 random(1); // the standard fixes its numbers, unlike those of its distributions
    const auto draw = [&](uint32_t n) { return static_cast<uint32_t>(random() % n); };
    std::ofstream file(path);
    file << R"(<?xml version="1.0" encoding="utf-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="rate" for="edge" attr.name="rate" attr.type="string"/>
  <key id="delay" for="edge" attr.name="delay" attr.type="string"/>
  <graph edgedefault="undirected">
)";
    for (uint32_t host = 1; host <= hosts; ++host)
    {
        file << "    <node id=\"h" << host << "\"/>\n";
    }
    std::set<std::pair<uint32_t, uint32_t>> seen;
    for (uint32_t link = 0; link < links;)
    {
        const auto a = link + 1 < hosts ? link + 2 : draw(hosts) + 1;
        const auto b = draw(link + 1 < hosts ? link + 1 : hosts) + 1;
        if (a == b || !seen.insert(std::minmax(a, b)).second)
        {
            continue;
        }
        file << "    <edge source=\"h" << b << "\" target=\"h" << a
             << "\"><data key=\"rate\">1Gbps</data><data key=\"delay\">" << 1 + draw(10)
             << "ms</data></edge>\n";
        ++link;
    }
    file << "  </graph>\n</graphml>\n";
}

void
WriteScenario(const std::string& path, uint32_t hosts, uint32_t flows, const std::string& sizes)
{
    const nlohmann::ordered_json everybody{"*"};
    const nlohmann::ordered_json scenario{
        {"name", "bench-network"},
        {"stop", "60s"},
        {"network", {{"type", "graphml"}, {"file", "network.graphml"}, {"metric", "delay"}}},
        {"applications",
         {{{"type", "flow-server"}, {"hosts", everybody}},
          {{"type", "poisson"},
           {"hosts", everybody},
           {"servers", "others"},
           {"sizes", sizes},
           {"bandwidth", "10Mbps"},
           {"flows", flows / hosts},
           {"connections", "per-flow"}}}}};
    std::ofstream(path) << scenario.dump(2) << "\n";
}

/// Says what has passed since it was asked before.
class Clock
{
  public:
    void Say(const std::string& what)
    {
        rusage usage;
        getrusage(RUSAGE_SELF, &usage);
        const auto cpu = Seconds(usage.ru_utime) + Seconds(usage.ru_stime);
        const auto now = std::chrono::steady_clock::now();
        std::printf("%-38s %9.2f s CPU %9.2f s wall %9.0f MB peak\n",
                    what.c_str(),
                    cpu - m_cpu,
                    std::chrono::duration<double>(now - m_wall).count(),
                    static_cast<double>(usage.ru_maxrss) / 1024);
        std::fflush(stdout);
        m_cpu = cpu;
        m_wall = now;
    }

  private:
    static double Seconds(const timeval& time)
    {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    }

    double m_cpu{0};
    std::chrono::steady_clock::time_point m_wall{std::chrono::steady_clock::now()};
};

void
RunScenario(const std::string& directory)
{
    Clock clock;
    const auto scenario = ScenarioHelper::Load(directory + "/scenario.json");
    clock.Say("read and check");
    ResultsHelper results(directory + "/results");
    scenario.Install(results);
    clock.Say("set up");
    Simulator::Run();
    clock.Say("run, routes included");
    std::printf("%" PRIu64 " events\n", Simulator::GetEventCount());
    results.Finish(scenario.GetName());
    Simulator::Destroy();
    clock.Say("finish");
}

/// The links and addresses of the network, and routes to every address for every node.
void
RouteAll(const std::string& directory, bool isGlobal)
{
    Clock clock;
    const auto network = ReadGraphmlNetwork(directory + "/network.graphml", {}).network;
    NodeContainer nodes(static_cast<uint32_t>(network.nodes.size()));
    InternetStackHelper internet;
    internet.SetIpv6StackInstall(false);
    if (!isGlobal)
    {
        internet.SetRoutingHelper(ShortestPathRoutingHelper());
    }
    internet.Install(nodes);
    PointToPointHelper links;
    Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.252");
    for (const auto& link : network.links)
    {
        links.SetChannelAttribute("Delay", TimeValue(link.properties.delay));
        addresses.Assign(links.Install(nodes.Get(link.a), nodes.Get(link.b)));
        addresses.NewNetwork();
    }
    clock.Say("nodes, links and addresses");
    if (isGlobal)
    {
        Ipv4GlobalRoutingHelper::PopulateRoutingTables();
        clock.Say("ns-3's global routing");
        return;
    }
    ShortestPathRoutingHelper::Connect(nodes, ShortestPathRoutingHelper::DELAY);
    Ipv4Header header;
    uint64_t found = 0;
    for (uint32_t from = 0; from < nodes.GetN(); ++from)
    {
        const auto routing = nodes.Get(from)->GetObject<Ipv4>()->GetRoutingProtocol();
        for (uint32_t to = 0; to < nodes.GetN(); ++to)
        {
            Socket::SocketErrno error;
            const auto ipv4 = nodes.Get(to)->GetObject<Ipv4>();
            header.SetDestination(ipv4->GetAddress(1, 0).GetLocal());
            found += static_cast<bool>(routing->RouteOutput(nullptr, header, nullptr, error));
        }
    }
    clock.Say("shortest paths, all asked for");
    std::printf("%" PRIu64 " routes\n", found);
}

} // namespace

int
main(int argc, char* argv[])
{
    uint32_t hosts = 1000;
    uint32_t links = 3000;
    uint32_t flows = 20'000;
    std::string sizes = "facebook-hadoop";
    std::string part = "run";
    std::string directory;
    CommandLine command(__FILE__);
    command.AddValue("hosts", "How many hosts the network has", hosts);
    command.AddValue("links", "How many links it has, at least hosts - 1", links);
    command.AddValue("flows", "How many Poisson flows there are", flows);
    command.AddValue("sizes", "Distribution of their sizes", sizes);
    command.AddValue("part", "run (the scenario), global or own (routes alone), or write", part);
    command.AddValue("directory",
                     "Where the files go; a new one, removed at the end, if empty",
                     directory);
    command.Parse(argc, argv);
    const bool isPossible =
        hosts >= 2 && links + 1 >= hosts && links / 2 <= uint64_t{hosts} * (hosts - 1) / 4;
    if (!isPossible || (part != "run" && part != "global" && part != "own" && part != "write") ||
        (part == "write" && directory.empty()))
    {
        std::cerr << "there is no such network or part, or no directory to write to; see --help\n";
        return 2;
    }
    const bool isTemporary = directory.empty();
    if (isTemporary)
    {
        char name[] = "/tmp/bench-network-XXXXXX";
        directory = mkdtemp(name);
    }
    std::filesystem::create_directories(directory);
    WriteNetwork(directory + "/network.graphml", hosts, links);
    WriteScenario(directory + "/scenario.json", hosts, flows, sizes);
    if (part == "run")
    {
        RunScenario(directory);
    }
    else if (part != "write")
    {
        RouteAll(directory, part == "global");
    }
    if (isTemporary)
    {
        std::filesystem::remove_all(directory);
    }
    return 0;
}
