/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RECORDED_FILE_H
#define RECORDED_FILE_H

#include "compare/log-lines.h"
#include "compare/recorded-run.h"
#include "compare/skipped-lines.h"
#include "fuzz/fuzz-target.h"

#include <string_view>

namespace ns3
{

using RecordedFileReader = void (*)(LogLines& lines, RecordedRun& run, SkippedLines& skipped);

/// Hand an input to a reader of what runs left behind, and look at what it says.
inline void
ReadRecordedFile(RecordedFileReader reader, std::string_view input)
{
    const FuzzFile file("fuzz.log", input);
    RecordedRun run;
    {
        LogLines lines(file.GetPath());
        SkippedLines skipped(file.GetPath(), run.warnings);
        reader(lines, run, skipped);
    }
    for (const auto& transfer : run.transfers)
    {
        Expect(!transfer.isEndKnown || transfer.end >= transfer.start, "an end is not too early");
    }
}

} // namespace ns3

#endif // RECORDED_FILE_H
