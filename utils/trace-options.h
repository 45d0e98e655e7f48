/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRACE_OPTIONS_H
#define TRACE_OPTIONS_H

#include "ns3/flow-group-hosts.h"
#include "ns3/flow-trace.h"

#include <CLI/CLI.hpp>
#include <string>

namespace ns3
{

/// Options of the subcommands that handle traces.
struct TraceOptions
{
    std::string hostsFile; //!< "": hN is 10.0.0.N
    std::string variant{"current"};

    /// Add `--hosts` and `--variant`. @param command lives no longer than this
    void AddTo(CLI::App& command);
    /// @throw InputError when the list of hosts is wrong
    FlowGroupHosts LoadHosts() const;
    FlowTrace::Variant GetVariant() const;
};

} // namespace ns3

#endif // TRACE_OPTIONS_H
