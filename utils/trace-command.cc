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
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace ns3
{

namespace
{

/// What the user asked for.
struct ExpandOptions : TraceOptions
{
    std::string config;
    std::string output; //!< "": what the config says
    int64_t seed{1};
};

InputError
CannotWrite(const std::string& path)
{
    return {path,
            0,
            std::string("the trace cannot be written here: ") + std::strerror(errno),
            "expected the name of a file in a directory that exists"};
}

/// Write a trace to a file; what could not be written completely does not stay.
void
Save(const FlowTrace& trace, const std::string& path, FlowTrace::Variant variant)
{
    std::ofstream file(path, std::ios::binary);
    if (!file)
    {
        throw CannotWrite(path);
    }
    try
    {
        trace.Write(file, variant);
        file.close();
        if (!file)
        {
            throw CannotWrite(path);
        }
    }
    catch (const std::exception&)
    {
        file.close();
        std::remove(path.c_str());
        throw;
    }
}

void
Expand(const ExpandOptions& options)
{
    const auto config = FlowGroupConfig::Load(options.config, options.LoadHosts());
    for (const auto& warning : config->warnings)
    {
        std::cerr << "warning: " << warning << "\n";
    }
    PythonRandom random(options.seed);
    const auto trace = GenerateFlowTrace(*config, random);
    const auto path = options.output.empty() ? config->output : options.output;
    try
    {
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
    }
    catch (const std::invalid_argument& error)
    {
        throw InputError(options.config, 0, error.what(), "expected another --variant");
    }
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
