/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

// What libFuzzer calls, in a program that has one target.

#include "fuzz/fuzz-target.h"

#include <cstddef>
#include <cstdint>

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    ns3::FuzzTarget::All().front()->Run({reinterpret_cast<const char*>(data), size});
    return 0;
}
