/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "run-command.h"

#include "interrupt-guard.h"
#include "mpi-session.h"
#include "progress-bar.h"

#include "ns3/flow-trace-helper.h"
#include "ns3/input-error.h"
#include "ns3/node-container.h"
#include "ns3/results-helper.h"
#include "ns3/scenario-helper.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <sys/resource.h>
#include <tuple>
#include <unistd.h>
#include <utility>
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
    std::string engine;                 //!< "": the first one of MpiSession
    bool quiet{false};
    bool hasNoReport{false};
};

/// What a run cost.
struct RunCost
{
    double wallSeconds;       //!< of the slowest process
    double cpuSeconds;        //!< of all processes
    double events;            //!< of all processes
    double eventsPerSecond;   //!< of wall time
    uint64_t peakMemoryBytes; //!< resident, of the largest process
};

double
ToSeconds(const timeval& time)
{
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}

RunCost
MeasureSince(std::chrono::steady_clock::time_point begin, const MpiSession& mpi)
{
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    RunCost cost{};
    cost.wallSeconds = mpi.Max(wall.count());
    cost.cpuSeconds = mpi.Sum(ToSeconds(usage.ru_utime) + ToSeconds(usage.ru_stime));
    cost.events = mpi.Sum(static_cast<double>(Simulator::GetEventCount()));
    cost.eventsPerSecond = cost.events / cost.wallSeconds;
    cost.peakMemoryBytes =
        static_cast<uint64_t>(mpi.Max(static_cast<double>(usage.ru_maxrss) * 1024));
    return cost;
}

uint64_t
CountTransfers(const RunSummary& summary)
{
    const auto totals = summary.GetTotals();
    return totals.transfers[TransferRecord::SUCCESS] + totals.transfers[TransferRecord::FAILED];
}

bool
HasTransfers(const RunSummary& summary)
{
    return CountTransfers(summary) + summary.GetTotals().transfers[TransferRecord::OPEN] > 0;
}

/// @return " (12 REFUSED, 3 TIMEOUT)", the largest numbers first; "" when nothing has failed
std::string
DescribeErrors(const std::map<std::string, uint64_t>& errors)
{
    constexpr std::size_t MOST = 3;
    std::vector<std::pair<std::string, uint64_t>> sorted(errors.begin(), errors.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return a.second > b.second;
    });
    std::string text;
    for (std::size_t i = 0; i < std::min(sorted.size(), MOST); ++i)
    {
        text += (i == 0 ? " (" : ", ") + std::to_string(sorted[i].second) + " " + sorted[i].first;
    }
    return text + (sorted.size() > MOST ? ", ..." : "") + (text.empty() ? "" : ")");
}

void
PrintReport(const ScenarioHelper& scenario, const ResultsHelper& results, const RunCost& cost)
{
    const auto totals = results.GetSummary().GetTotals();
    std::cout << scenario.GetName() << ": " << Simulator::Now().GetSeconds() << " s simulated in "
              << cost.wallSeconds << " s, " << static_cast<uint64_t>(cost.events) << " events ("
              << static_cast<uint64_t>(cost.eventsPerSecond) << " a second), at most "
              << cost.peakMemoryBytes / 1'000'000 << " MB of memory\n"
              << "transfers: " << totals.transfers[TransferRecord::SUCCESS] << " succeeded, "
              << totals.transfers[TransferRecord::FAILED] << " failed"
              << DescribeErrors(totals.errors) << ", " << totals.transfers[TransferRecord::OPEN]
              << " open at the end\n"
              << "bytes: " << totals.sentBytes << " sent, " << totals.receivedBytes << " received\n"
              << "results: " << results.GetDirectory()
              << (results.HasReport() ? ": look at report.html" : "") << "\n";
}

/// What players of traces saw, as they print it.
class FlowGroupShare : public ResultsShare
{
  public:
    explicit FlowGroupShare(ResultsHelper& results)
        : m_results(results)
    {
    }

    void Close() override
    {
        m_score = FlowTraceHelper::Summarize(NodeContainer::GetGlobal());
    }

    nlohmann::json Save() const override
    {
        return m_score ? m_score->Save() : nlohmann::json();
    }

    void Merge(const nlohmann::json& saved) override
    {
        if (saved.is_null())
        {
            return;
        }
        if (!m_score)
        {
            m_score.emplace();
        }
        m_score->Merge(saved);
    }

    void Finish(nlohmann::ordered_json&) override
    {
        if (m_score)
        {
            m_results.WriteJson("flow-group.json", m_score->ToJson());
        }
    }

    void Print() const
    {
        if (m_score)
        {
            m_score->Print(std::cout);
        }
    }

  private:
    ResultsHelper& m_results;
    std::optional<FlowTraceScore> m_score; //!< none without players
};

void
WriteCost(ResultsHelper& results, const RunCost& cost)
{
    nlohmann::ordered_json json{{"wall_s", cost.wallSeconds},
                                {"cpu_s", cost.cpuSeconds},
                                {"events_per_s", cost.eventsPerSecond},
                                {"peak_memory_bytes", cost.peakMemoryBytes}};
    if (results.GetParallelRun().IsParallel())
    {
        json["ranks"] = results.GetParallelRun().ranks;
    }
    results.WriteJson("timing.json", json);
}

/// Run what is installed, and write and say what happened. @param begin of the installation
void
Simulate(const ScenarioHelper& scenario,
         ResultsHelper& results,
         bool quiet,
         const MpiSession& mpi,
         std::chrono::steady_clock::time_point begin)
{
    const auto flowGroups = std::make_shared<FlowGroupShare>(results);
    results.AddShare(flowGroups);
    if (mpi.GetParallelRun().IsParallel())
    {
        // An interrupt ends all processes: one that stopped alone would leave the others waiting.
        Simulator::Run();
    }
    else
    {
        const bool shown = !quiet && isatty(STDERR_FILENO) != 0;
        ProgressBar progress(scenario.GetStop(), shown, [&results] {
            return CountTransfers(results.GetSummary());
        });
        const InterruptGuard guard;
        Simulator::Run();
    }
    results.Finish(scenario.GetName());
    const auto cost = MeasureSince(begin, mpi);
    if (mpi.IsFirst())
    {
        WriteCost(results, cost);
    }
    if (mpi.IsFirst() && !quiet)
    {
        for (const auto& warning : results.GetWarnings())
        {
            std::cerr << "warning: " << warning << "\n";
        }
        // Without applications that has been said.
        if (!scenario.GetParts().empty())
        {
            WarnUnlessStarted(HasTransfers(results.GetSummary()));
        }
        PrintReport(scenario, results, cost);
        flowGroups->Print();
    }
    const auto end = Simulator::Now();
    Simulator::Destroy();
    if (InterruptGuard::IsInterrupted())
    {
        throw std::runtime_error("interrupted after " + std::to_string(end.GetSeconds()) +
                                 " s of simulated time: the results end there");
    }
}

/// When any process has found something wrong with the input, all leave; the first of them says so.
void
Agree(const MpiSession& mpi, const std::optional<InputError>& error, ResultsHelper* results)
{
    const auto speaker = mpi.FindFirst(error.has_value());
    if (!speaker)
    {
        return;
    }
    const auto& parallel = mpi.GetParallelRun();
    if (parallel.IsParallel() && parallel.rank == 0)
    {
        parallel.barrier(); // the directory can go when the files of the others are gone
    }
    if (results)
    {
        results->Discard();
    }
    if (parallel.rank > 0)
    {
        parallel.barrier();
    }
    Simulator::Destroy();
    if (parallel.rank == *speaker)
    {
        throw InputError(*error);
    }
    throw CLI::RuntimeError(0); // a failure could end the one that speaks before it has
}

} // namespace

void
WarnUnlessStarted(bool isAnyStarted)
{
    if (!isAnyStarted)
    {
        std::cerr << "warning: no transfer was started\n";
    }
}

ScenarioHelper
LoadScenario(const MpiSession& mpi, const std::function<ScenarioHelper()>& load)
{
    std::optional<ScenarioHelper> scenario;
    std::optional<InputError> error;
    try
    {
        scenario = load();
    }
    catch (const InputError& caught)
    {
        error = caught;
    }
    Agree(mpi, error, nullptr);
    return std::move(*scenario);
}

void
RunScenario(const ScenarioHelper& scenario,
            const std::string& directory,
            bool quiet,
            bool hasReport,
            const MpiSession& mpi)
{
    if (!quiet && mpi.IsFirst())
    {
        for (const auto& warning : scenario.GetWarnings())
        {
            std::cerr << "warning: " << warning << "\n";
        }
    }
    try
    {
        const auto begin = std::chrono::steady_clock::now();
        std::optional<ResultsHelper> results;
        std::optional<InputError> error;
        try
        {
            results.emplace(directory.empty() ? scenario.GetName() + "-results" : directory,
                            mpi.GetParallelRun());
            if (hasReport)
            {
                results->EnableReport();
            }
            scenario.Install(*results);
            mpi.OrderArrivals();
        }
        catch (const InputError& caught)
        {
            error = caught;
        }
        Agree(mpi, error, results ? &*results : nullptr);
        Simulate(scenario, *results, quiet, mpi, begin);
    }
    catch (const InputError&)
    {
        throw;
    }
    catch (const CLI::Error&)
    {
        throw;
    }
    catch (const std::exception& error)
    {
        if (!mpi.GetParallelRun().IsParallel())
        {
            throw;
        }
        std::cerr << "synthetic-traffic: rank " << mpi.GetParallelRun().rank << ": " << error.what()
                  << std::endl;
        mpi.Abort();
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
    run->add_option("--engine",
                    options->engine,
                    "How the processes that mpirun starts keep pace: granted-window or "
                    "null-message [granted-window]")
        ->check(CLI::IsMember(MpiSession::GetEngines()))
        ->type_name("WORD");
    run->add_flag("--no-report", options->hasNoReport, "Write no report.html and no plots");
    run->add_flag("--quiet", options->quiet, "Print nothing but errors");
    run->callback([options] {
        const MpiSession mpi(options->engine);
        const auto scenario = LoadScenario(mpi, [&options] {
            return ScenarioHelper::Load(options->scenario, options->overrides);
        });
        RunScenario(scenario, options->directory, options->quiet, !options->hasNoReport, mpi);
    });
}

} // namespace ns3
