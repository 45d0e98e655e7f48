/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/csv-results-reader.h"
#include "recorded-file.h"

using namespace ns3;

namespace
{

/// The three tables of comma separated values.
const FuzzTarget TARGET("csv-results", [](std::string_view input) {
    const RecordedFileReader readers[] = {ReadTransferTable,
                                          ReadPoissonRequests,
                                          ReadPythonResults};
    const auto reader = readers[TakeChoice(input, std::size(readers))];
    ReadRecordedFile(reader, input);
});

} // namespace
