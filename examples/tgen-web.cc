/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * Web browsing by TGen action graphs over a shared bottleneck:
 *
 *     client1 ─┐
 *     client2 ─┤ 100 Mbit/s                10 Mbit/s                100 Mbit/s
 *     ...      ├──────────── left-router ───────────── right-router ──────────── server1
 *     clientN ─┘   1 ms                      20 ms                     1 ms
 *
 * The configs beside this file decide who sends what when. Run it from the module's directory.
 */

#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"
#include "ns3/synthetic-traffic-module.h"

#include <iostream>

using namespace ns3;

int
main(int argc, char* argv[])
{
    std::string configs = "examples";
    std::string out = "tgen-web-results";
    uint32_t nClients = 4;
    Time stop = Seconds(60);
    CommandLine cmd(__FILE__);
    cmd.AddValue("configs", "Directory of the TGen configs", configs);
    cmd.AddValue("out", "Directory for the results", out);
    cmd.AddValue("clients", "Number of clients", nClients);
    cmd.AddValue("stop", "Simulated time", stop);
    cmd.Parse(argc, argv);

    // TCP as on a Linux host. ns-3's own defaults are up to 40 % slower.
    TcpPreset().Apply();

    // Hosts have names: the client's config says "peers=server1:8888".
    NodeContainer clients(nClients);
    NodeContainer routers(2);
    Ptr<Node> server = CreateObject<Node>();
    for (uint32_t i = 0; i < nClients; ++i)
    {
        Names::Add("client" + std::to_string(i + 1), clients.Get(i));
    }
    Names::Add("server1", server);
    InternetStackHelper().InstallAll();

    PointToPointHelper link;
    Ipv4AddressHelper addresses("10.1.0.0", "255.255.255.0");
    auto connect = [&](Ptr<Node> a, Ptr<Node> b, const char* rate, const char* delay) {
        link.SetDeviceAttribute("DataRate", StringValue(rate));
        link.SetChannelAttribute("Delay", StringValue(delay));
        addresses.Assign(link.Install(a, b));
        addresses.NewNetwork();
    };
    for (uint32_t i = 0; i < nClients; ++i)
    {
        connect(clients.Get(i), routers.Get(0), "100Mbps", "1ms");
    }
    connect(routers.Get(0), routers.Get(1), "10Mbps", "20ms");
    connect(routers.Get(1), server, "100Mbps", "1ms");
    Ipv4GlobalRoutingHelper::PopulateRoutingTables();

    try
    {
        // One helper for each config; logs appear as tgen.<host>.log. Configs come first: nothing
        // is written when one is wrong.
        TgenHelper browsing(configs + "/tgen-web-client.tgenrc.graphml");
        TgenHelper serving(configs + "/tgen-web-server.tgenrc.graphml");
        ResultsHelper results(out);
        browsing.SetLogDirectory(out);
        serving.SetLogDirectory(out);
        ApplicationContainer applications = serving.Install(server);
        applications.Add(browsing.Install(clients));
        applications.Start(Seconds(1));
        TgenHelper::AssignStreams(NodeContainer(clients, NodeContainer(server)), 1);
        results.EnableReport(NodeContainer::GetGlobal());
        results.CollectInstalled();

        Simulator::Stop(stop);
        Simulator::Run();
        results.Finish("tgen-web");
        std::cout << "See " << out << "/report.html and " << out << "/transfers.csv\n";
    }
    catch (const InputError& error)
    {
        std::cerr << error.what() << "\n";
        return 2;
    }
    Simulator::Destroy();
    return 0;
}
