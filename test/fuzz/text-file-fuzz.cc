/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/text-file.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("text-file", [](std::string_view input) {
    const FuzzFile file("fuzz.json", input);
    const auto text = ReadTextFile(file.GetPath(), "{[", "a JSON file");
    Expect(text.find_first_of("{[") != std::string::npos, "a file begins as it has to");
});

} // namespace
