/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_COMMAND_H
#define RUN_COMMAND_H

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace ns3
{

class MpiSession;
class ScenarioHelper;

/**
 * Simulate a scenario, write its results, and say what it did.
 * @param directory for results; when "", NAME-results
 * @param quiet print nothing but errors
 * @param hasReport write report.html and its plots
 * @param mpi all processes of it run the scenario together
 */
void RunScenario(const ScenarioHelper& scenario,
                 const std::string& directory,
                 bool quiet,
                 bool hasReport,
                 const MpiSession& mpi);

/// Say so on standard error when a run that is over has started no transfer.
void WarnUnlessStarted(bool isAnyStarted);

/**
 * Have a scenario read and checked in all processes; only the first one tells of problems.
 * @param load throws InputError
 * @throw InputError in the first process; CLI::RuntimeError, without a word, in the others
 */
ScenarioHelper LoadScenario(const MpiSession& mpi, const std::function<ScenarioHelper()>& load);

/**
 * Add the subcommand `run`, which simulates one scenario file. It runs while the command line is
 * parsed, and throws what ScenarioHelper and ResultsHelper throw.
 */
void AddRunCommand(CLI::App& app);

} // namespace ns3

#endif // RUN_COMMAND_H
