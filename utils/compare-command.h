/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARE_COMMAND_H
#define COMPARE_COMMAND_H

#include <CLI/CLI.hpp>

namespace ns3
{

/**
 * Add the subcommand `compare`, which sets runs, simulated or real, beside the first of them. It
 * runs while the command line is parsed; it throws InputError, and std::runtime_error when a limit
 * is exceeded.
 */
void AddCompareCommand(CLI::App& app);

} // namespace ns3

#endif // COMPARE_COMMAND_H
