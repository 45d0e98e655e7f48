/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_COMMAND_H
#define POISSON_COMMAND_H

#include <CLI/CLI.hpp>

namespace ns3
{

/// Add the command `poisson`: the front end of the Python tool, and of HKUST's, on a simulation.
void AddPoissonCommand(CLI::App& app);

} // namespace ns3

#endif // POISSON_COMMAND_H
