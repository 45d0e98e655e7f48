/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRACE_COMMAND_H
#define TRACE_COMMAND_H

#include <CLI/CLI.hpp>

namespace ns3
{

/**
 * Add the subcommand `trace`, which expands the flow groups of one config to a trace. It runs while
 * the command line is parsed, and throws InputError.
 */
void AddTraceCommand(CLI::App& app);

} // namespace ns3

#endif // TRACE_COMMAND_H
