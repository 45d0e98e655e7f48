/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "trace-command.h"

#include "trace-options.h"

#include "ns3/flow-group-config.h"
#include "ns3/flow-trace-generator.h"
#include "ns3/input-error.h"
#include "ns3/python-random.h"

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace ns3
{

namespace
{

/// What the user asked for.
struct ExpandOptions : TraceOptions
{
    std::string config;
    std::string output; //!< "": what the config says
    std::string seed{"1"};

    /// @throw InputError when it is not a whole number that fits
    int64_t GetSeed() const;
};

int64_t
ExpandOptions::GetSeed() const
{
    int64_t number = 0;
    const auto end = seed.data() + seed.size();
    const auto result = std::from_chars(seed.data(), end, number);
    if (result.ec != std::errc() || result.ptr != end)
    {
        throw InputError("command line",
                         0,
                         "--seed: " + QuoteInput(seed) + " is not a seed",
                         "a whole number from -2^63 to 2^63 - 1");
    }
    return number;
}

InputError
CannotWrite(const std::string& path)
{
    return {path,
            0,
            std::string("the trace cannot be written here: ") + std::strerror(errno),
            "expected the name of a file in a directory that exists"};
}

/// @param name of the file for messages
void
WriteAll(const FlowTrace& trace,
         const std::string& path,
         const std::string& name,
         FlowTrace::Variant variant)
{
    std::ofstream file(path, std::ios::binary);
    if (!file)
    {
        throw CannotWrite(name);
    }
    trace.Write(file, variant);
    file.close();
    if (!file)
    {
        throw CannotWrite(name);
    }
}

/// Whether a path is an ordinary file by itself, or nothing yet, which another may take the place
/// of.
bool
IsReplaceable(const std::filesystem::path& path)
{
    namespace fs = std::filesystem;
    const auto text = path.string();
    if (text.rfind("/dev/", 0) == 0 || text.rfind("/proc/", 0) == 0)
    {
        return false; // an open file of somebody, such as /dev/stdout
    }
    const auto status = fs::status(path);
    return !fs::exists(status) || (fs::is_regular_file(status) && fs::hard_link_count(path) == 1);
}

/**
 * Write a trace to a file. What stood there stays unless all could be written; a device, a pipe or
 * a file of several names is written to as it is.
 */
void
Save(const FlowTrace& trace, const std::string& path, FlowTrace::Variant variant)
{
    namespace fs = std::filesystem;
    if (!IsReplaceable(path))
    {
        WriteAll(trace, path, path, variant);
        return;
    }
    const auto target = fs::is_symlink(path) ? fs::weakly_canonical(path) : fs::path(path);
    auto draft = (target.parent_path() / ".trace-XXXXXX").string();
    const int descriptor = mkstemp(draft.data());
    if (descriptor < 0)
    {
        throw CannotWrite(path);
    }
    close(descriptor);
    try
    {
        WriteAll(trace, draft, path, variant);
        const auto mask = umask(0);
        umask(mask);
        constexpr mode_t ALL = 0666;
        fs::permissions(draft,
                        fs::exists(target) ? fs::status(target).permissions()
                                           : static_cast<fs::perms>(ALL & ~mask));
        fs::rename(draft, target);
    }
    catch (const std::exception&)
    {
        std::error_code error;
        fs::remove(draft, error);
        throw;
    }
}

/// @throw InputError with the JSON path of what a layout of a trace cannot say
void
CheckVariant(const FlowGroupConfig& config, FlowTrace::Variant variant)
{
    InputProblems problems(config.file);
    for (std::size_t i = 0; variant == FlowTrace::Variant::SECONDS_2021 && i < config.groups.size();
         ++i)
    {
        const auto group = "flow_groups." + std::to_string(i) + ".";
        if (config.groups[i].bytes)
        {
            problems.Add(0,
                         group + "flow_size_bytes_distribution: a trace of 2021 has no flows of "
                                 "bytes",
                         "flow_size_distribution, or another --variant");
        }
        if (!config.groups[i].flowletOn.IsAlwaysZero())
        {
            problems.Add(0,
                         group + "flowlet_size_distribution: a trace of 2021 has no flowlets",
                         "a constant 0, or another --variant");
        }
    }
    problems.ThrowIfAny();
}

/// @return where the trace goes
std::string
ChooseOutput(const ExpandOptions& options, const FlowGroupConfig& config)
{
    const auto path = options.output.empty() ? config.output : options.output;
    if (path.empty())
    {
        throw InputError(options.config,
                         0,
                         "nobody says where the trace goes",
                         "\"output\", or the option --output");
    }
    for (const auto& input : {options.config, options.hostsFile})
    {
        std::error_code error;
        if (std::filesystem::equivalent(path, input, error))
        {
            throw InputError(path, 0, "the trace would replace its own input", "another file");
        }
    }
    return path;
}

void
Expand(const ExpandOptions& options)
{
    const auto seed = options.GetSeed();
    const auto config = FlowGroupConfig::Load(options.config, options.LoadHosts());
    for (const auto& warning : config->warnings)
    {
        std::cerr << "warning: " << warning << "\n";
    }
    CheckVariant(*config, options.GetVariant());
    const auto path = ChooseOutput(options, *config);
    PythonRandom random(seed);
    const auto trace = GenerateFlowTrace(*config, random);
    if (path == "-")
    {
        trace.Write(std::cout, options.GetVariant());
        if (!std::cout.flush())
        {
            throw std::runtime_error("the trace could not be written to standard output");
        }
        return;
    }
    Save(trace, path, options.GetVariant());
    std::cerr << path << ": " << trace.GetFlows().size() << " flows and "
              << trace.GetRequests().size() << " requests\n";
}

} // namespace

void
AddTraceCommand(CLI::App& app)
{
    auto options = std::make_shared<ExpandOptions>();
    auto* trace = app.add_subcommand("trace", "Expand the flow groups of a config to a trace");
    trace->add_option("config", options->config, "Flow groups (JSON), as in Harvard's CS145")
        ->type_name("CONFIG.json")
        ->required();
    trace->add_option("--seed", options->seed, "Seed: the trace is that of CPython's generator [1]")
        ->type_name("N");
    trace
        ->add_option("--output",
                     options->output,
                     "Where to write the trace, - for standard output [what the config says]")
        ->type_name("FILE");
    options->AddTo(*trace);
    trace->callback([options] { Expand(*options); });
}

} // namespace ns3
