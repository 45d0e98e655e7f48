/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PLAY_COMMAND_H
#define PLAY_COMMAND_H

#include <CLI/CLI.hpp>

namespace ns3
{

/**
 * Add the subcommand `play`, which simulates the hosts of one trace. It runs while the command line
 * is parsed, and throws what ScenarioHelper and ResultsHelper throw.
 */
void AddPlayCommand(CLI::App& app);

} // namespace ns3

#endif // PLAY_COMMAND_H
