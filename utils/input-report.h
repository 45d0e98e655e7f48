/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INPUT_REPORT_H
#define INPUT_REPORT_H

#include <string>

namespace ns3
{

/**
 * Read a file of any kind that we know, and print what it says: one line, and indented ones with
 * more. Warnings go to standard error.
 * @throw InputError with every problem of the file
 */
void ReportInput(const std::string& file);

/**
 * The same, but print its graph for Graphviz.
 * @throw InputError also when there is no graph in such a file
 */
void DrawInput(const std::string& file);

} // namespace ns3

#endif // INPUT_REPORT_H
