/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-command.h"

#include "interrupt-guard.h"
#include "progress-bar.h"

#include "ns3/flow-trace-helper.h"
#include "ns3/input-error.h"
#include "ns3/node-container.h"
#include "ns3/results-helper.h"
#include "ns3/scenario-helper.h"
#include "ns3/simulator.h"

#include <chrono>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <tuple>
#include <unistd.h>
#include <vector>

namespace ns3
{

namespace
{

/// What the user asked for.
struct RunOptions
{
    std::string scenario;
    std::string directory;              //!< "": after the name of the scenario
    std::vector<std::string> overrides; //!< PATH=VALUE
    bool quiet{false};
    bool hasNoReport{false};
};

/// What a run cost.
struct RunCost
{
    double wallSeconds;
    double cpuSeconds;
    double eventsPerSecond;   //!< of wall time
    uint64_t peakMemoryBytes; //!< resident, of the whole process
};

double
ToSeconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

RunCost
MeasureSince(std::chrono::steady_clock::time_point begin)
{
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return {wall.count(),
            ToSeconds(usage.ru_utime) + ToSeconds(usage.ru_stime),
            static_cast<double>(Simulator::GetEventCount()) / wall.count(),
            static_cast<uint64_t>(usage.ru_maxrss) * 1024};
}

uint64_t
CountTransfers(const RunSummary& summary)
{
    const auto totals = summary.GetTotals();
    return totals.transfers[TransferRecord::SUCCESS] + totals.transfers[TransferRecord::FAILED];
}

void
PrintReport(const ScenarioHelper& scenario, const ResultsHelper& results, const RunCost& cost)
{
    const auto totals = results.GetSummary().GetTotals();
    std::cout << scenario.GetName() << ": " << Simulator::Now().GetSeconds() << " s simulated in "
              << cost.wallSeconds << " s, " << Simulator::GetEventCount() << " events ("
              << static_cast<uint64_t>(cost.eventsPerSecond) << " a second), at most "
              << cost.peakMemoryBytes / 1'000'000 << " MB of memory\n"
              << "transfers: " << totals.transfers[TransferRecord::SUCCESS] << " succeeded, "
              << totals.transfers[TransferRecord::FAILED] << " failed, "
              << totals.transfers[TransferRecord::OPEN] << " open at the end\n"
              << "bytes: " << totals.sentBytes << " sent, " << totals.receivedBytes << " received\n"
              << "results: " << results.GetDirectory()
              << (results.HasReport() ? ": look at report.html" : "") << "\n";
}

/// What players of traces saw, as they print it.
void
ReportFlowGroups(ResultsHelper& results, bool quiet)
{
    if (const auto summary = FlowTraceHelper::Summarize(NodeContainer::GetGlobal()))
    {
        results.WriteJson("flow-group.json", summary->ToJson());
        if (!quiet)
        {
            summary->Print(std::cout);
        }
    }
}

void
Simulate(const ScenarioHelper& scenario, ResultsHelper& results, bool quiet)
{
    const auto begin = std::chrono::steady_clock::now();
    scenario.Install(results);
    {
        const bool shown = !quiet && isatty(STDERR_FILENO) != 0;
        ProgressBar progress(scenario.GetStop(), shown, [&results] {
            return CountTransfers(results.GetSummary());
        });
        const InterruptGuard guard;
        Simulator::Run();
    }
    results.Finish(scenario.GetName());
    const auto cost = MeasureSince(begin);
    results.WriteJson("timing.json",
                      {{"wall_s", cost.wallSeconds},
                       {"cpu_s", cost.cpuSeconds},
                       {"events_per_s", cost.eventsPerSecond},
                       {"peak_memory_bytes", cost.peakMemoryBytes}});
    if (!quiet)
    {
        for (const auto& warning : results.GetWarnings())
        {
            std::cerr << "warning: " << warning << "\n";
        }
        PrintReport(scenario, results, cost);
    }
    ReportFlowGroups(results, quiet);
    const auto end = Simulator::Now();
    Simulator::Destroy();
    if (InterruptGuard::IsInterrupted())
    {
        throw std::runtime_error("interrupted after " + std::to_string(end.GetSeconds()) +
                                 " s of simulated time: the results end there");
    }
}

} // namespace

void
RunScenario(const ScenarioHelper& scenario,
            const std::string& directory,
            bool quiet,
            bool hasReport)
{
    if (!quiet)
    {
        for (const auto& warning : scenario.GetWarnings())
        {
            std::cerr << "warning: " << warning << "\n";
        }
    }
    ResultsHelper results(directory.empty() ? scenario.GetName() + "-results" : directory);
    if (hasReport)
    {
        results.EnableReport();
    }
    try
    {
        Simulate(scenario, results, quiet);
    }
    catch (const InputError&)
    {
        results.Discard();
        throw;
    }
}

void
AddRunCommand(CLI::App& app)
{
    auto options = std::make_shared<RunOptions>();
    auto* run = app.add_subcommand("run", "Simulate a scenario and write what happened");
    run->add_option("scenario", options->scenario, "Scenario file (JSON)")
        ->type_name("SCENARIO.json")
        ->required();
    run->add_option("--out", options->directory, "Directory for results [NAME-results]")
        ->type_name("DIR");
    for (const auto& [key, value, help] : {
             std::tuple{"seed", "N", "Seed of all random numbers"},
             {"run", "N", "Run number: independent random numbers for the same seed"},
             {"stop", "TIME", "Simulated time, such as 60s"},
         })
    {
        const std::string path = key;
        run->add_option_function<std::string>(
               "--" + path,
               [options, path](const std::string& text) {
                   options->overrides.push_back(path + "=" + text);
               },
               help)
            ->type_name(value);
    }
    run->add_option_function<std::vector<std::string>>(
           "--set",
           [options](const std::vector<std::string>& assignments) {
               options->overrides.insert(options->overrides.end(),
                                         assignments.begin(),
                                         assignments.end());
           },
           "Set a value of the scenario, such as applications.1.start=2s")
        ->allow_extra_args(false) // one to each --set
        ->type_name("PATH=VALUE");
    run->add_flag("--no-report", options->hasNoReport, "Write no report.html and no plots");
    run->add_flag("--quiet", options->quiet, "Print nothing but errors");
    run->callback([options] {
        RunScenario(ScenarioHelper::Load(options->scenario, options->overrides),
                    options->directory,
                    options->quiet,
                    !options->hasNoReport);
    });
}

} // namespace ns3
