/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * What a TGen stream costs, and whether it still costs that after a million of them: streams of one
 * size (1 KiB) one after another between one client and one server, with the transfer table going
 * to disk. Each number of streams is run in a process of its own, so that its peak memory is its
 * own; and so is each kind of payload, for what the kinds cost beside each other.
 */

#include "ns3/command-line.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/names.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/quantities.h"
#include "ns3/results-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-preset.h"
#include "ns3/tgen-application.h"
#include "ns3/tgen-helper.h"
#include "ns3/traffic-control-helper.h"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace ns3;

namespace
{

/// What one run tells its parent.
struct Outcome
{
    uint64_t succeeded{0};
    uint64_t failed{0};
    uint64_t events{0};
    double simulatedSeconds{0};
};

std::shared_ptr<const TgenActionGraph>
MakeGraph(const std::string& text)
{
    return TgenActionGraph::FromDocument(ParseGraphml(text, "bench"));
}

/// What is run.
struct Workload
{
    uint64_t streams;
    uint64_t size;       //!< of each, from server to client; bytes
    std::string payload; //!< virtual or real
};

std::string
MakeClient(const Workload& workload)
{
    std::ostringstream text;
    text << "<graphml>"
         << "<key id='p' for='node' attr.name='peers' attr.type='string'/>"
         << "<key id='s' for='node' attr.name='sendsize' attr.type='string'/>"
         << "<key id='r' for='node' attr.name='recvsize' attr.type='string'/>"
         << "<key id='c' for='node' attr.name='count' attr.type='string'/>"
         << "<graph><node id='start'><data key='p'>server:8888</data></node>"
         << "<node id='stream'><data key='s'>0</data><data key='r'>" << workload.size
         << "</data></node>"
         << "<node id='end'><data key='c'>" << workload.streams << "</data></node>"
         << "<edge source='start' target='stream'/><edge source='stream' target='end'/>"
         << "<edge source='end' target='start'/></graph></graphml>";
    return text.str();
}

const char* const SERVER =
    "<graphml><key id='p' for='node' attr.name='serverport' attr.type='string'/>"
    "<graph><node id='start'><data key='p'>8888</data></node></graph></graphml>";

Outcome
Simulate(const Workload& workload, const std::string& directory)
{
    TcpPreset().Apply();
    NodeContainer nodes(2);
    Names::Add("client", nodes.Get(0));
    Names::Add("server", nodes.Get(1));
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    link.SetChannelAttribute("Delay", StringValue("100us"));
    const auto devices = link.Install(nodes);
    InternetStackHelper().Install(nodes);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);
    TrafficControlHelper().Uninstall(devices);

    ResultsHelper results(directory);
    TgenHelper server(MakeGraph(SERVER));
    TgenHelper client(MakeGraph(MakeClient(workload)));
    server.SetAttribute("Payload", StringValue(workload.payload));
    client.SetAttribute("Payload", StringValue(workload.payload));
    auto applications = server.Install(nodes.Get(1));
    applications.Add(client.Install(nodes.Get(0)));
    TgenHelper::AssignStreams(nodes, 1);
    results.Collect(applications);

    const auto ender = applications.Get(1);
    ender->TraceConnectWithoutContext(
        "StreamEnd",
        Callback<void, const TgenStreamReport&>(
            [streams = workload.streams](const TgenStreamReport& report) {
                if (report.id + 1 == streams)
                {
                    Simulator::Stop(Seconds(1)); // the server's heartbeats would never end
                }
            }));
    Simulator::Run();

    Outcome outcome;
    outcome.events = Simulator::GetEventCount();
    outcome.simulatedSeconds = Simulator::Now().GetSeconds();
    results.Finish("bench-transfers");
    const auto totals = results.GetSummary().GetTotals();
    outcome.succeeded = totals.transfers[TransferRecord::SUCCESS];
    outcome.failed = workload.streams - outcome.succeeded;
    Simulator::Destroy();
    return outcome;
}

/// Run in a child process. @return what it used
rusage
SimulateApart(const Workload& workload, Outcome& outcome)
{
    int ends[2];
    if (pipe(ends) != 0)
    {
        std::perror("pipe");
        std::exit(1);
    }
    const pid_t child = fork();
    if (child == 0)
    {
        const auto directory = std::filesystem::temp_directory_path() /
                               ("bench-transfers-" + std::to_string(getpid()));
        outcome = Simulate(workload, directory);
        std::filesystem::remove_all(directory);
        const bool sent = write(ends[1], &outcome, sizeof(outcome)) == sizeof(outcome);
        std::_Exit(sent ? 0 : 1);
    }
    close(ends[1]);
    const bool received = read(ends[0], &outcome, sizeof(outcome)) == sizeof(outcome);
    close(ends[0]);
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    if (!received || status != 0)
    {
        std::fprintf(stderr, "the run of %" PRIu64 " streams failed\n", workload.streams);
        std::exit(1);
    }
    return used;
}

} // namespace

int
main(int argc, char** argv)
{
    std::string counts = "10000,100000,1000000";
    std::string size = "1KiB";
    std::string payloads = "virtual";
    CommandLine command(__FILE__);
    command.AddValue("streams", "numbers of streams to run, with commas between them", counts);
    command.AddValue("size", "of each stream, such as 10MiB", size);
    command.AddValue("payload", "virtual, real, or both with a comma between them", payloads);
    command.Parse(argc, argv);

    // Ratios are to the line above.
    std::printf("%10s %8s %10s %8s %10s %12s %10s %14s %12s\n",
                "streams",
                "payload",
                "succeeded",
                "failed",
                "peak MB",
                "us/stream",
                "events",
                "memory ratio",
                "cost ratio");
    double lastMemory = 0;
    double lastCost = 0;
    std::istringstream list(counts);
    for (std::string count; std::getline(list, count, ',');)
    {
        std::istringstream kinds(payloads);
        for (std::string payload; std::getline(kinds, payload, ',');)
        {
            const Workload workload{std::stoull(count), ParseBytes(size), payload};
            Outcome outcome;
            const auto used = SimulateApart(workload, outcome);
            const double memory = used.ru_maxrss / 1024.0;
            const double cpu = used.ru_utime.tv_sec + used.ru_stime.tv_sec +
                               1e-6 * (used.ru_utime.tv_usec + used.ru_stime.tv_usec);
            const double cost = 1e6 * cpu / workload.streams;
            std::printf("%10" PRIu64 " %8s %10" PRIu64 " %8" PRIu64 " %10.1f %12.1f %10" PRIu64,
                        workload.streams,
                        payload.c_str(),
                        outcome.succeeded,
                        outcome.failed,
                        memory,
                        cost,
                        outcome.events / workload.streams);
            if (lastCost > 0)
            {
                std::printf(" %14.3f %12.3f", memory / lastMemory, cost / lastCost);
            }
            std::printf("\n");
            std::fflush(stdout);
            lastMemory = memory;
            lastCost = cost;
        }
    }
    return 0;
}
