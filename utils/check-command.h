/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef CHECK_COMMAND_H
#define CHECK_COMMAND_H

#include <CLI/CLI.hpp>

namespace ns3
{

/**
 * Add the subcommand `check`, which reads files as `run` would, says what they are, draws them, or
 * walks through a Markov model. It runs while the command line is parsed, and throws InputError
 * with the problems of all files.
 */
void AddCheckCommand(CLI::App& app);

} // namespace ns3

#endif // CHECK_COMMAND_H
