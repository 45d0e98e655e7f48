/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "play-command.h"

#include "mpi-session.h"
#include "run-command.h"
#include "trace-options.h"

#include "ns3/flow-group-hosts.h"
#include "ns3/flow-trace-reader.h"
#include "ns3/host-directory.h"
#include "ns3/input-error.h"
#include "ns3/json-document.h"
#include "ns3/network-description.h"
#include "ns3/quantities.h"
#include "ns3/scenario-helper.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{

namespace
{

using Json = nlohmann::ordered_json;

/// What the user asked for.
struct PlayOptions : TraceOptions
{
    std::string trace;
    std::string network; //!< file; "": chosen by the hosts of the trace
    std::string protocol{"tcp"};
    std::string rate; //!< "": that of the application
    std::string directory;
    int64_t seed{1};
    bool quiet{false};
    bool hasNoReport{false};

    /// @return bit/s of a flow while it sends; @throw InputError when the rate is none
    double GetRate() const;
};

double
PlayOptions::GetRate() const
{
    constexpr double DEFAULT = 1e6;
    if (rate.empty() && protocol == "udp")
    {
        throw InputError("command line",
                         0,
                         "flows over UDP need a rate",
                         "expected --rate, such as --rate 10Mbps");
    }
    try
    {
        return rate.empty() ? DEFAULT : static_cast<double>(ParseDataRate(rate).GetBitRate());
    }
    catch (const ValueError& error)
    {
        throw InputError("command line",
                         0,
                         std::string("--rate: ") + error.what(),
                         error.GetExpected());
    }
}

/// What a trace says of itself.
struct TraceFacts
{
    std::vector<std::string> hosts;
    std::map<std::string, std::string> addresses; //!< of hosts that can have theirs
    double seconds;                               //!< how long the original plays it
};

/// Not this host, 127/8, multicast and beyond: a recording on one machine has such.
bool
IsUsable(Ipv4Address address)
{
    const auto first = address.Get() >> 24;
    return first != 0 && first != 127 && first < 224;
}

TraceFacts
Survey(const PlayOptions& options)
{
    constexpr double MICROSECONDS = 1e6;
    constexpr double AFTERWARDS = 10; // seconds
    const auto trace = LoadFlowTrace(options.trace, options.LoadHosts(), options.GetVariant());
    const auto end = trace.GetEnd(options.GetRate());
    TraceFacts facts{{}, {}, static_cast<double>(end) / MICROSECONDS + AFTERWARDS};
    for (const auto& host : trace.GetHosts())
    {
        facts.hosts.push_back(host.name);
        if (host.address && IsUsable(*host.address))
        {
            std::ostringstream quad;
            quad << *host.address;
            facts.addresses[host.name] = quad.str();
        }
    }
    return facts;
}

/// The network of the course where its hosts are enough, else a star of those that there are.
Json
MakeNetwork(const TraceFacts& facts)
{
    constexpr int COURSE_HOSTS = 16;
    const Json link{{"rate", "100Mbps"}, {"delay", "100us"}};
    const FlowGroupHosts rule;
    const auto& hosts = facts.hosts;
    const bool isOfCourse = std::all_of(hosts.begin(), hosts.end(), [&rule](const auto& host) {
        const auto address = rule.AddressOf(host);
        return address && address->Get() <= rule.AddressOf("h1")->Get() + COURSE_HOSTS - 1;
    });
    Json network{{"type", "star"}, {"hosts", hosts}, {"link", link}};
    if (isOfCourse)
    {
        network = {{"type", "fat-tree"}, {"k", 4}, {"link", link}};
    }
    network["addresses"] = facts.addresses;
    return network;
}

/// A network of the user's: problems are told by its own lines.
Json
LoadNetwork(const std::string& path, const TraceFacts& facts)
{
    JsonDocument document(path);
    const auto checked = ReadNetwork(document.GetRoot());
    document.ThrowIfAny();
    auto network = Json::parse(document.GetRoot().ToJson());
    InputProblems problems(path);
    for (const auto& host : facts.hosts)
    {
        if (!checked.Find(host) && !HostDirectory::IsAddress(host))
        {
            problems.Add(0,
                         "there is no host " + QuoteInput(host) + ", which the trace names",
                         "all hosts of the trace");
        }
    }
    problems.ThrowIfAny();
    // Hosts have the addresses that the trace knows them by, where the network does not say others.
    if (!network.contains("addresses"))
    {
        network["addresses"] = Json::object();
        for (const auto& [name, address] : facts.addresses)
        {
            if (checked.Find(name))
            {
                network["addresses"][name] = address;
            }
        }
    }
    return network;
}

/// @return what a user wants to know of a network at a glance
std::string
Describe(const Json& network)
{
    const auto word = [](const Json& object, const char* key) {
        return object.contains(key) && object[key].is_string() ? object[key].get<std::string>()
                                                               : std::string();
    };
    auto text = word(network, "type");
    if (network.contains("link"))
    {
        text += " with links of " + word(network["link"], "rate") + " and " +
                word(network["link"], "delay");
    }
    return text;
}

/// @return a number of seconds as Python prints it
std::string
FormatSeconds(double seconds)
{
    char text[32];
    std::snprintf(text, sizeof(text), "%.15g", seconds);
    return std::string(text).find('.') == std::string::npos ? std::string(text) + ".0" : text;
}

void
Play(const PlayOptions& options)
{
    MpiSession::ExpectOneProcess("play");
    const MpiSession mpi("");
    const auto facts = Survey(options);
    Json entry{{"type", "flow-trace"},
               {"trace", std::filesystem::absolute(options.trace).string()},
               {"variant", options.variant},
               {"protocol", options.protocol}};
    if (!options.hostsFile.empty())
    {
        entry["hostsFile"] = std::filesystem::absolute(options.hostsFile).string();
    }
    if (!options.rate.empty())
    {
        entry["rate"] = options.rate;
    }
    auto network =
        options.network.empty() ? MakeNetwork(facts) : LoadNetwork(options.network, facts);
    const Json scenario{{"name", std::filesystem::path(options.trace).stem().string()},
                        {"stop", FormatSeconds(facts.seconds) + "s"},
                        {"seed", options.seed},
                        {"network", network},
                        {"applications", {entry}}};
    const auto checked = ScenarioHelper::Parse(
        scenario.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
        "command line");
    if (!options.quiet)
    {
        std::cout << "########### Traffic Sender ############\n"
                  << "Trace file: " << options.trace << "\nHosts:";
        for (const auto& host : facts.hosts)
        {
            std::cout << " " << host;
        }
        std::cout << "\nNetwork: " << Describe(network)
                  << "\nTraffic duration: " << FormatSeconds(facts.seconds) << " seconds\n"
                  << std::flush;
    }
    RunScenario(checked, options.directory, options.quiet, !options.hasNoReport, mpi);
}

} // namespace

void
AddPlayCommand(CLI::App& app)
{
    auto options = std::make_shared<PlayOptions>();
    auto* play = app.add_subcommand("play", "Simulate the hosts of a trace");
    play->add_option("trace", options->trace, "Flows and key-value requests")
        ->type_name("TRACE")
        ->required();
    options->AddTo(*play);
    play->add_option("--protocol", options->protocol, "Of flows: tcp or udp [tcp]")
        ->check(CLI::IsMember({"tcp", "udp"}))
        ->type_name("WORD");
    play->add_option("--rate",
                     options->rate,
                     "Rate of a flow while it sends [1Mbps for tcp]; udp needs one")
        ->type_name("RATE");
    play->add_option("--network",
                     options->network,
                     "Network (JSON), as in a scenario file [for h1 to h16 a fat-tree with k = 4, "
                     "else a star; links of 100Mbps and 100us]")
        ->type_name("FILE");
    play->add_option("--out", options->directory, "Directory for results [TRACE-results]")
        ->type_name("DIR");
    play->add_option("--seed", options->seed, "Seed of random losses, if any [1]")->type_name("N");
    play->add_flag("--no-report", options->hasNoReport, "Write no report.html and no plots");
    play->add_flag("--quiet", options->quiet, "Print nothing but errors");
    play->callback([options] { Play(*options); });
}

} // namespace ns3
