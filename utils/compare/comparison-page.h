/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef COMPARISON_PAGE_H
#define COMPARISON_PAGE_H

#include "recorded-run.h"
#include "run-comparison.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * Make a directory for a page, if it is not there, and remove an earlier page and its pictures.
 * @throw InputError when that cannot be, or when one of the runs is in it
 */
void PrepareComparisonPage(const std::string& directory, const std::vector<RecordedRun>& runs);

/**
 * Draw a comparison (MakeComparisonFigures) and write the page report.html that shows it.
 * @param directory that is prepared
 * @param runs that were compared
 * @return why there are no pictures; empty when there are
 * @throw std::system_error when a file could not be written
 */
std::string WriteComparisonPage(const std::string& directory,
                                const std::vector<RecordedRun>& runs,
                                const RunComparison& comparison);

} // namespace ns3

#endif // COMPARISON_PAGE_H
