/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_COMMAND_H
#define RUN_COMMAND_H

#include <CLI/CLI.hpp>
#include <string>

namespace ns3
{

class ScenarioHelper;

/**
 * Simulate a scenario, write its results, and say what it did.
 * @param directory for results; when "", NAME-results
 * @param quiet print nothing but errors
 * @param hasReport write report.html and its plots
 */
void RunScenario(const ScenarioHelper& scenario,
                 const std::string& directory,
                 bool quiet,
                 bool hasReport);

/**
 * Add the subcommand `run`, which simulates one scenario file. It runs while the command line is
 * parsed, and throws what ScenarioHelper and ResultsHelper throw.
 */
void AddRunCommand(CLI::App& app);

} // namespace ns3

#endif // RUN_COMMAND_H
