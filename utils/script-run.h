/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SCRIPT_RUN_H
#define SCRIPT_RUN_H

#include <chrono>
#include <string>

namespace ns3
{

/**
 * Run a Python script on a file, as `python3 SCRIPT FILE`, and wait for it.
 * @param isShown let its output through, instead of dropping it
 * @param limit after which it is ended
 * @return "" when it was successful, or else what became of it
 */
std::string RunPythonScript(const std::string& script,
                            const std::string& file,
                            bool isShown,
                            std::chrono::seconds limit);

} // namespace ns3

#endif // SCRIPT_RUN_H
