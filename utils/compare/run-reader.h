/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RUN_READER_H
#define RUN_READER_H

#include "recorded-run.h"
#include "run-files.h"

#include <string>
#include <vector>

namespace ns3
{

/**
 * Read what runs left behind. Where one of them has no transfers.csv, or requests are to be timed,
 * TGen's streams are taken from TGen's logs in all of them, so that labels (vertex ids) and times
 * mean the same.
 * @param paths files or directories; see FindRunFiles
 * @param needsRequests the time matters at which requests were handed over
 * @return as many runs, each with a transfer at least
 * @throw InputError when one of them has none; what could not be used is said first
 */
std::vector<RecordedRun> ReadRuns(const std::vector<std::string>& paths, bool needsRequests);

} // namespace ns3

#endif // RUN_READER_H
