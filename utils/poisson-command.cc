/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "poisson-command.h"

#include "interrupt-guard.h"
#include "mpi-session.h"
#include "poisson-console.h"
#include "poisson-network.h"
#include "progress-bar.h"
#include "run-command.h"
#include "script-run.h"

#include "ns3/input-error.h"
#include "ns3/network-builder.h"
#include "ns3/network-path.h"
#include "ns3/poisson-flow-application.h"
#include "ns3/poisson-flow-helper.h"
#include "ns3/poisson-flow-server-helper.h"
#include "ns3/poisson-hkust-results.h"
#include "ns3/poisson-python-results.h"
#include "ns3/poisson-results-helper.h"
#include "ns3/poisson-size-summary.h"
#include "ns3/result-file.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/tcp-preset.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <utility>
#include <vector>

namespace ns3
{

namespace
{

namespace fs = std::filesystem;
using Dialect = PoissonConfig::Dialect;

/// What the user asked for.
struct PoissonOptions
{
    std::string config;
    double bandwidth{0}; //!< Mbit/s
    std::optional<uint32_t> flows;
    std::optional<double> duration; //!< seconds
    std::optional<int64_t> seed;
    std::optional<std::string> log;
    std::string script;
    bool isVerbose{false};
    std::string compat;
    std::string format; //!< of the log
    bool isPlan{false};
    std::string network;
    std::optional<std::string> client;
    std::optional<uint32_t> retries;
};

/// The seed of ns-3's generator is at most this.
constexpr int64_t LARGEST_SEED = 4294944442;
/// The Python tool ends its client after this time.
const Time PYTHON_FLOW_LIMIT = Seconds(300);
constexpr uint32_t PYTHON_RETRIES = 3;
constexpr std::chrono::seconds SCRIPT_LIMIT(30);

PoissonLoad
MakeLoad(const PoissonOptions& options)
{
    PoissonLoad load;
    load.megabitsPerSecond = options.bandwidth;
    load.requests = options.flows;
    if (options.duration)
    {
        load.duration = Seconds(*options.duration);
    }
    if (!options.compat.empty())
    {
        load.compat = options.compat == "hkust" ? Dialect::HKUST : Dialect::PYTHON;
    }
    load.seed = options.seed.value_or(1);
    return load;
}

/// @return a check that an option is a number above 0, and not above another one
CLI::Validator
Positive(const std::string& most, const std::string& unit)
{
    return CLI::Validator(
        [=](std::string& text) {
            double number = 0;
            const bool isRight =
                CLI::detail::lexical_cast(text, number) && number > 0 && number <= std::stod(most);
            return isRight ? std::string()
                           : text + " is no number of " + unit + " above 0 and up to " + most;
        },
        "");
}

/// What can be wrong with options that are right one by one.
void
Check(const PoissonOptions& options)
{
    if (options.flows.has_value() == options.duration.has_value())
    {
        throw CLI::ValidationError(options.flows ? "-n and -t do not go together (expected one)"
                                                 : "-n or -t is missing (expected one of them)",
                                   CLI::ExitCodes::ValidationError);
    }
    if (options.compat.empty() && (options.seed < 1 || options.seed > LARGEST_SEED) &&
        options.seed.has_value())
    {
        throw CLI::ValidationError("-s: " + std::to_string(*options.seed) +
                                       " is no seed of ns-3 (expected 1 to " +
                                       std::to_string(LARGEST_SEED) + ")",
                                   CLI::ExitCodes::ValidationError);
    }
    if (options.client && options.network.empty())
    {
        throw CLI::ValidationError("--client needs --network", CLI::ExitCodes::ValidationError);
    }
}

/// Prints the plan.
void
PrintPlan(const PoissonConfig& config, PoissonPlan plan)
{
    constexpr std::size_t CHUNK = 1 << 16;
    std::string text = POISSON_PLAN_HEADER;
    PoissonRequest request;
    while (plan.Next(request))
    {
        AppendPoissonPlanRows(text, request, config);
        if (text.size() >= CHUNK)
        {
            std::cout << text;
            text.clear();
        }
    }
    std::cout << text;
}

/// Writes down flows as they end.
class FlowLog
{
  public:
    virtual ~FlowLog() = default;
    virtual void Add(const PoissonFlowRecord& flow) = 0;
    virtual void Add(const PoissonRequestRecord& request) = 0;
    /// @throw std::system_error when a file could not be written completely
    virtual void Close() = 0;
    /// @return what the tool's own script would say, in lines; nothing if there is none
    virtual std::string GetReport() const = 0;
    /// @return its files, the first of which is that of the flows
    virtual std::vector<std::string> GetFiles() const = 0;
};

/// The CSV file of the Python tool.
class PythonLog : public FlowLog
{
  public:
    /// @param hasDrawnSizes sizes are those that were drawn, not those that travel
    PythonLog(const std::string& path, const PoissonConfig& config, bool hasDrawnSizes)
        : m_path(path),
          m_config(config),
          m_hasDrawnSizes(hasDrawnSizes),
          m_file(path),
          m_table(*m_file)
    {
    }

    void Add(const PoissonFlowRecord& flow) override
    {
        PythonFlow row;
        row.id = flow.number;
        row.bytes =
            m_hasDrawnSizes ? flow.drawnBytes / flow.fanout : static_cast<double>(flow.bytes);
        row.server = m_config.servers[flow.server].ToString();
        row.start = PoissonConsole::EPOCH + flow.arrival.GetSeconds();
        row.end = PoissonConsole::EPOCH + flow.end.GetSeconds();
        row.isSuccess = flow.isSuccess;
        const auto seconds = (flow.end - flow.arrival).GetSeconds();
        row.throughputMbps =
            flow.isSuccess && seconds > 0 ? static_cast<double>(flow.bytes) * 8 / seconds / 1e6 : 0;
        row.returnCode = flow.isSuccess ? 0 : flow.error == "TIMEOUT" ? -1 : 1;
        row.error = flow.isSuccess            ? ""
                    : flow.error == "TIMEOUT" ? "Process timeout"
                    : flow.error.empty()      ? "interrupted"
                                              : flow.error;
        m_table.Add(row);
    }

    void Add(const PoissonRequestRecord&) override
    {
    }

    void Close() override
    {
        m_table.Finish();
        m_file.Close();
    }

    std::string GetReport() const override
    {
        return "";
    }

    std::vector<std::string> GetFiles() const override
    {
        return {m_path};
    }

  private:
    std::string m_path;
    const PoissonConfig& m_config;
    bool m_hasDrawnSizes;
    ResultFile m_file;
    PythonFlowTable m_table;
};

/// The files of HKUST's client, or of its incast-client.
class HkustLog : public FlowLog
{
  public:
    HkustLog(const std::vector<std::string>& paths)
        : m_paths(paths),
          m_flows(paths.front())
    {
        if (paths.size() > 1)
        {
            m_requests.emplace(paths.back());
        }
    }

    void Add(const PoissonFlowRecord& flow) override
    {
        std::string row;
        if (flow.isSuccess)
        {
            const auto result =
                Make(flow.bytes, flow.end - *flow.requested, flow.dscp, flow.rateMbps);
            result.AppendFlowRow(row);
            m_report.Add(result);
        }
        m_flows.Add(flow.number, row);
    }

    void Add(const PoissonRequestRecord& request) override
    {
        std::string row;
        if (request.nFinished > 0)
        {
            Make(request.bytes, request.end - *request.requested, request.dscp, request.rateMbps)
                .AppendRequestRow(row, request.fanout);
        }
        if (m_requests)
        {
            m_requests->Add(request.index, row);
        }
    }

    void Close() override
    {
        m_flows.Close();
        if (m_requests)
        {
            m_requests->Close();
        }
    }

    std::string GetReport() const override
    {
        return m_report.ToText();
    }

    std::vector<std::string> GetFiles() const override
    {
        return m_paths;
    }

  private:
    static HkustResult Make(uint64_t bytes, Time completion, uint32_t dscp, uint32_t rateMbps)
    {
        return {bytes, static_cast<uint64_t>(completion.GetMicroSeconds()), dscp, rateMbps};
    }

    std::vector<std::string> m_paths;
    OrderedRows m_flows;
    std::optional<OrderedRows> m_requests;
    HkustReport m_report; //!< of the flows
};

/// One run of the command.
class PoissonRun
{
  public:
    PoissonRun(const PoissonOptions& options,
               std::shared_ptr<const PoissonConfig> config,
               const PoissonLoad& load);

    void Run();

  private:
    bool WritesHkust() const;
    std::vector<std::string> GetLogPaths() const;
    void CheckLogPath(const std::string& path) const;
    void OpenLog();
    void Introduce() const;
    void Build();
    Ptr<PoissonFlowApplication> InstallClient(const NodeContainer& nodes);
    void Simulate();
    void SeeFlow(const PoissonFlowRecord& flow);
    void SeeRequest(const PoissonRequestRecord& request);
    void SeeArrival(const PoissonRequestRecord& request);
    void Conclude();
    void RunScript() const;
    /// Show lines.
    void InfoText(const std::string& text) const;

    const PoissonOptions& m_options;
    std::shared_ptr<const PoissonConfig> m_config;
    PoissonLoad m_load;
    PoissonPlan m_plan; //!< to ask for means; the client draws its own
    bool m_isPython;    //!< a flow is a client of its own, as for the Python tool
    PoissonConsole m_console;
    PoissonNetwork m_network;
    std::unique_ptr<FlowLog> m_log;
    Ptr<PoissonFlowApplication> m_client;
    std::vector<std::optional<PoissonPath>> m_paths; //!< by server
    PythonSummary m_summary;
    PoissonSizeSummary m_sizes;
    Time m_lastEnd;
    PythonArrivals m_arrivals;
};

PoissonRun::PoissonRun(const PoissonOptions& options,
                       std::shared_ptr<const PoissonConfig> config,
                       const PoissonLoad& load)
    : m_options(options),
      m_config(std::move(config)),
      m_load(load),
      m_plan(m_config, load, PoissonSources::Streams(0)),
      m_isPython(m_config->dialect == Dialect::PYTHON),
      m_console(options.isVerbose)
{
    m_network = options.network.empty()
                    ? PoissonNetwork::Assume(*m_config, options.bandwidth)
                    : PoissonNetwork::Load(options.network, *m_config, options.client);
}

bool
PoissonRun::WritesHkust() const
{
    return m_options.format.empty() ? m_options.compat == "hkust" : m_options.format == "hkust";
}

std::vector<std::string>
PoissonRun::GetLogPaths() const
{
    if (WritesHkust() && m_config->isIncast)
    {
        const auto prefix = m_options.log.value_or("log");
        return {prefix + "_flows.txt", prefix + "_reqs.txt"};
    }
    return {m_options.log.value_or("flows.txt")};
}

/// The log must not take the place of what is read.
void
PoissonRun::CheckLogPath(const std::string& path) const
{
    for (const auto& input :
         {m_config->file, m_config->sizes->GetName(), m_options.network, m_options.script})
    {
        std::error_code ignored;
        if (!input.empty() && fs::equivalent(path, input, ignored))
        {
            throw InputError(path, 0, "the log would be written over this input", "another -l");
        }
    }
    if (fs::is_directory(path))
    {
        throw InputError(path, 0, "this is a directory", "a file for the log");
    }
}

void
PoissonRun::OpenLog()
{
    const auto paths = GetLogPaths();
    for (const auto& path : paths)
    {
        CheckLogPath(path);
    }
    try
    {
        if (WritesHkust())
        {
            m_log = std::make_unique<HkustLog>(paths);
        }
        else
        {
            m_log = std::make_unique<PythonLog>(paths.front(),
                                                *m_config,
                                                m_load.compat == Dialect::PYTHON);
        }
    }
    catch (const std::system_error& error)
    {
        throw InputError(paths.front(),
                         0,
                         "no log can be written here: " + error.code().message(),
                         "a file in a directory that exists");
    }
}

void
PoissonRun::Introduce() const
{
    std::ostringstream text;
    text << m_config->file << ": " << m_config->servers.size()
         << (m_config->servers.size() == 1 ? " server" : " servers") << ", mean flow size "
         << static_cast<uint64_t>(m_plan.GetMeanBytes()) << " bytes";
    m_console.Info(text.str());
    for (const auto& warning : m_config->warnings)
    {
        m_console.Warn(warning);
    }
    text.str("");
    text << "Target: " << m_options.bandwidth << " Mbps, " << 1e6 / m_plan.GetMeanGapUs()
         << " flows/sec";
    m_console.Info(text.str());
    m_console.Info((m_options.network.empty() ? "Assumed network: " : "Network: ") +
                   m_network.text);
    for (const auto& note : m_network.notes)
    {
        m_console.Info("Note: " + note);
    }
}

void
PoissonRun::Build()
{
    TcpPreset().Apply();
    NetworkBuilder builder;
    const auto nodes = builder.Build(*m_network.description);
    std::set<std::pair<std::size_t, uint16_t>> served;
    for (std::size_t i = 0; i < m_config->servers.size(); ++i)
    {
        const auto port = m_config->servers[i].port;
        if (served.emplace(m_network.servers[i], port).second)
        {
            PoissonFlowServerHelper(port).Install(nodes.Get(m_network.servers[i]));
        }
    }
    const NetworkPaths paths(*m_network.description);
    for (const auto server : m_network.servers)
    {
        m_paths.push_back(PoissonResultsHelper::MakePath(paths.Find(server, m_network.client)));
    }
    m_client = InstallClient(nodes);
    const auto used = PoissonFlowHelper::AssignStreams(NodeContainer(m_client->GetNode()), 0);
    builder.AssignStreams(used);
}

Ptr<PoissonFlowApplication>
PoissonRun::InstallClient(const NodeContainer& nodes)
{
    const auto config = std::make_shared<PoissonConfig>(*m_config);
    for (std::size_t i = 0; i < config->servers.size(); ++i)
    {
        config->servers[i].host = m_network.description->nodes[m_network.servers[i]];
    }
    PoissonFlowHelper helper(config, m_load);
    helper.SetAttribute("Connections", StringValue(m_isPython ? "PerFlow" : "Persistent"));
    helper.SetAttribute("Retries",
                        UintegerValue(m_options.retries.value_or(m_isPython ? PYTHON_RETRIES : 0)));
    helper.SetAttribute("FlowTimeout", TimeValue(m_isPython ? PYTHON_FLOW_LIMIT : Time(0)));
    const auto client =
        DynamicCast<PoissonFlowApplication>(helper.Install(nodes.Get(m_network.client)).Get(0));
    client->TraceConnectWithoutContext("Flow", MakeCallback(&PoissonRun::SeeFlow, this));
    client->TraceConnectWithoutContext("Arrival", MakeCallback(&PoissonRun::SeeArrival, this));
    client->TraceConnectWithoutContext("Request", MakeCallback(&PoissonRun::SeeRequest, this));
    return client;
}

void
PoissonRun::SeeFlow(const PoissonFlowRecord& flow)
{
    m_log->Add(flow);
    m_lastEnd = std::max(m_lastEnd, flow.end);
    (flow.isSuccess ? m_summary.completed : m_summary.failed)++;
    if (flow.isSuccess)
    {
        const auto& path = m_paths[flow.server];
        const auto completion = flow.end - *flow.requested;
        m_summary.bytes += m_load.compat == Dialect::PYTHON ? flow.drawnBytes / flow.fanout
                                                            : static_cast<double>(flow.bytes);
        m_sizes.Add(flow.bytes,
                    completion,
                    path ? std::optional(path->GetSlowdown(flow.bytes, completion)) : std::nullopt);
    }
    if (m_console.IsVerbose())
    {
        m_console.Debug("Flow " + std::to_string(flow.number) + ": " + std::to_string(flow.bytes) +
                        " bytes from " + m_config->servers[flow.server].ToString() + " in " +
                        FormatPythonFloat((flow.end - flow.arrival).GetSeconds()) +
                        " s: " + (flow.isSuccess ? "success" : "failed, " + flow.error));
    }
}

void
PoissonRun::SeeRequest(const PoissonRequestRecord& request)
{
    m_log->Add(request);
}

void
PoissonRun::SeeArrival(const PoissonRequestRecord& request)
{
    m_arrivals.Add(request.arrival);
}

void
PoissonRun::Simulate()
{
    const double expected = m_options.duration.value_or(
        m_plan.GetMeanGapUs() * 1e-6 * static_cast<double>(m_plan.GetTotal().value_or(1)));
    const bool isShown = !m_options.isVerbose && isatty(STDERR_FILENO) != 0;
    {
        ProgressBar progress(Seconds(expected), isShown, [this] {
            return m_summary.completed + m_summary.failed;
        });
        const InterruptGuard guard;
        Simulator::Run();
    }
    m_client->ReportOpenTransfers();
}

void
PoissonRun::InfoText(const std::string& text) const
{
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
    {
        m_console.Info(line);
    }
}

void
PoissonRun::Conclude()
{
    m_log->Close();
    m_summary.seconds = std::max(m_lastEnd.GetSeconds(), m_options.duration.value_or(0));
    m_summary.generated = m_client->GetNStarted();
    WarnUnlessStarted(m_summary.generated > 0);
    m_summary.targetMbps = m_options.bandwidth;
    m_console.Info(m_arrivals.ToLines(1e6 / m_plan.GetMeanGapUs()));
    m_console.Info(m_summary.ToLines());
    if (m_client->GetNRetries() > 0)
    {
        m_console.Info("Retries:             " + std::to_string(m_client->GetNRetries()));
    }
    if (m_summary.completed > 0)
    {
        InfoText(m_sizes.ToText());
    }
    InfoText(m_log->GetReport());
    for (const auto& file : m_log->GetFiles())
    {
        m_console.Info("Results saved to " + file);
    }
}

void
PoissonRun::RunScript() const
{
    for (const auto& file : m_log->GetFiles())
    {
        std::cout.flush();
        const bool isShown = m_options.isVerbose || !m_isPython;
        const auto problem = RunPythonScript(m_options.script, file, isShown, SCRIPT_LIMIT);
        if (problem.empty())
        {
            m_console.Info("Script " + m_options.script + " completed on " + file);
        }
        else
        {
            m_console.Warn("Script " + m_options.script + " on " + file + ": " + problem);
        }
    }
}

void
PoissonRun::Run()
{
    Build();
    OpenLog();
    Introduce();
    Simulate();
    Conclude();
    if (!m_options.script.empty())
    {
        RunScript();
    }
    const auto end = Simulator::Now();
    m_client = nullptr;
    Simulator::Destroy();
    if (InterruptGuard::IsInterrupted())
    {
        throw std::runtime_error("interrupted after " + std::to_string(end.GetSeconds()) +
                                 " s of simulated time: the results end there");
    }
}

void
Run(const PoissonOptions& options)
{
    Check(options);
    const auto load = MakeLoad(options);
    const auto config = PoissonConfig::Load(options.config, load.compat);
    std::error_code ignored;
    if (!options.script.empty() && !fs::is_regular_file(options.script, ignored))
    {
        throw InputError(options.script, 0, "there is no such script", "a Python script for -r");
    }
    if (!load.compat)
    {
        RngSeedManager::SetSeed(static_cast<uint32_t>(load.seed));
    }
    if (options.isPlan)
    {
        for (const auto& warning : config->warnings)
        {
            std::cerr << "warning: " << warning << "\n";
        }
        PrintPlan(*config, PoissonPlan(config, load, PoissonSources::Streams(0)));
    }
    else
    {
        PoissonRun(options, config, load).Run();
    }
}

} // namespace

void
AddPoissonCommand(CLI::App& app)
{
    auto options = std::make_shared<PoissonOptions>();
    auto* poisson = app.add_subcommand(
        "poisson",
        "Simulate Poisson flows from a config of the Python traffic generator or HKUST's");
    poisson->add_option("-c", options->config, "Config file of either tool")
        ->type_name("CONFIG")
        ->required();
    poisson
        ->add_option("-b",
                     options->bandwidth,
                     "Load to offer, Mbit/s of payload (--compat hkust: of full frames)")
        ->type_name("MBPS")
        ->check(Positive("1e12", "Mbit/s"))
        ->required();
    poisson->add_option("-n", options->flows, "Number of flows; of requests where they fan out")
        ->type_name("FLOWS")
        ->check(CLI::Range(1U, UINT32_MAX));
    poisson->add_option("-t", options->duration, "For how long flows arrive, seconds")
        ->type_name("SECONDS")
        ->check(Positive("1e9", "seconds"));
    poisson->add_option("-s", options->seed, "Seed of the random numbers [1]")
        ->type_name("SEED")
        ->check(CLI::Range(INT64_MIN + 1, INT64_MAX - 1)); // others do not fit
    poisson
        ->add_option("-l",
                     options->log,
                     "File to write flows to [flows.txt]; for HKUST's incast, the first part of "
                     "its files' names [log]")
        ->type_name("LOG");
    poisson->add_option("-r", options->script, "Python script to run on the log afterwards")
        ->type_name("SCRIPT");
    poisson->add_flag("-v", options->isVerbose, "Tell of every flow");
    poisson
        ->add_option("--compat",
                     options->compat,
                     "Follow a tool with its faults and random numbers: hkust (gaps cut to whole "
                     "microseconds), python (the mean size forgets probabilities)")
        ->check(CLI::IsMember({"hkust", "python"}));
    poisson
        ->add_option("--log-format",
                     options->format,
                     "python (CSV) or hkust (for its result.py) [python; with --compat hkust: "
                     "hkust]")
        ->check(CLI::IsMember({"hkust", "python"}));
    poisson
        ->add_option("--retries",
                     options->retries,
                     "How often a failed flow is tried again [3 for a config of the Python tool, "
                     "else 0]")
        ->type_name("N");
    poisson->add_flag("--plan", options->isPlan, "Print the planned flows and simulate nothing");
    poisson
        ->add_option("--network",
                     options->network,
                     "Network to run in, an object like \"network\" of a scenario")
        ->type_name("FILE.json");
    poisson->add_option("--client", options->client, "The client's host in that network")
        ->type_name("HOST");
    poisson->callback([options] {
        MpiSession::ExpectOneProcess("poisson");
        Run(*options);
    });
}

} // namespace ns3
