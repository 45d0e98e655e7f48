/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

/**
 * What a large trace costs: loading it, and playing it on the 16 hosts of a star, half flows of two
 * packets and half key-value requests, with all results going to disk. Each number of lines is
 * loaded and played in processes of its own, so that their peak memory is their own.
 */

#include "ns3/command-line.h"
#include "ns3/flow-trace-generator.h"
#include "ns3/flow-trace-helper.h"
#include "ns3/flow-trace-reader.h"
#include "ns3/results-helper.h"
#include "ns3/scenario-helper.h"
#include "ns3/simulator.h"

#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace ns3;

namespace
{

using Json = nlohmann::ordered_json;

constexpr int HOSTS = 16;

std::vector<std::string>
MakeNames()
{
    std::vector<std::string> names;
    for (int i = 1; i <= HOSTS; ++i)
    {
        names.push_back("h" + std::to_string(i));
    }
    return names;
}

/// Write a trace of so many lines, one every half a millisecond.
void
WriteTrace(uint64_t lines, const std::string& path)
{
    const auto always = [](int64_t value) { return Json{{"type", "constant"}, {"value", value}}; };
    const Json config{{"flow_groups",
                       {{{"start_time", 0},
                         {"length", lines * 500},
                         {"src_host_list", MakeNames()},
                         {"dst_host_list", MakeNames()},
                         {"flow_size_distribution", always(20'000)},
                         {"flow_gap_distribution", always(1'000)},
                         {"flowlet_size_distribution", always(0)},
                         {"flowlet_gap_distribution", always(0)}}}},
                      {"mc_host_list", MakeNames()},
                      {"mc_gap_distribution", always(1'000)},
                      {"length", lines * 500},
                      {"output", path}};
    PythonRandom random(1);
    std::ofstream file(path);
    GenerateFlowTrace(*FlowGroupConfig::Parse(config.dump(), "bench"), random).Write(file);
}

void
Play(const std::string& trace, uint64_t lines)
{
    const Json scenario{{"stop", std::to_string(lines / 2000 + 10) + "s"},
                        {"network",
                         {{"type", "star"},
                          {"hosts", MakeNames()},
                          {"link", {{"rate", "1Gbps"}, {"delay", "100us"}}}}},
                        {"applications", {{{"type", "flow-trace"}, {"trace", trace}}}}};
    const auto checked = ScenarioHelper::Parse(scenario.dump(), "bench");
    ResultsHelper results(trace + ".results");
    checked.Install(results);
    Simulator::Run();
    results.Finish("bench-flow-trace");
    const auto totals = results.GetSummary().GetTotals();
    std::printf("%9" PRIu64 " succeeded, %" PRIu64 " failed, %" PRIu64 " open; ",
                totals.transfers[TransferRecord::SUCCESS],
                totals.transfers[TransferRecord::FAILED],
                totals.transfers[TransferRecord::OPEN]);
    Simulator::Destroy();
}

/// Do something in a child process, and say what it used.
void
Measure(const char* what, uint64_t lines, const std::function<void()>& job)
{
    std::printf("%-6s %9" PRIu64 " lines: ", what, lines);
    std::fflush(stdout);
    const pid_t child = fork();
    if (child == 0)
    {
        job();
        std::fflush(stdout);
        std::_Exit(0);
    }
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    const double seconds =
        static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
        1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
    std::printf("%.2f s of CPU, %.1f us a line, at most %.1f MB%s\n",
                seconds,
                1e6 * seconds / static_cast<double>(lines),
                static_cast<double>(used.ru_maxrss) / 1024,
                status == 0 ? "" : " - FAILED");
}

} // namespace

int
main(int argc, char* argv[])
{
    uint64_t lines = 1'000'000;
    uint64_t played = 100'000;
    CommandLine cmd(__FILE__);
    cmd.AddValue("lines", "Lines of the trace that is loaded", lines);
    cmd.AddValue("play", "Lines of the trace that is played; a tenth is played before it", played);
    cmd.Parse(argc, argv);

    const auto path =
        (std::filesystem::temp_directory_path() / ("bench-flow-trace-" + std::to_string(getpid())))
            .string();
    const auto write = [&path](uint64_t n) { Measure("write", n, [&] { WriteTrace(n, path); }); };
    write(lines);
    Measure("load", lines, [&path] { LoadFlowTrace(path); });
    for (const auto n : {played / 10, played})
    {
        if (n > 0)
        {
            write(n);
            Measure("play", n, [&] { Play(path, n); });
        }
    }
    std::filesystem::remove(path);
    std::filesystem::remove_all(path + ".results");
    return 0;
}
