/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SIZE_CLASS_H
#define SIZE_CLASS_H

#include <cstdint>
#include <string>

namespace ns3
{

/// A set of sizes of transfers that are compared with each other.
struct SizeClass
{
    std::string name; //!< such as "100 KiB" or "10-100 kB"
    uint64_t least;   //!< bytes; classes of one kind are ordered by it
};

/// The class of this one size: "1 MiB", "51 KiB", "1500 B".
SizeClass GetExactSizeClass(uint64_t bytes);

/**
 * The class of the sizes in the same decade, its upper end excluded: "< 1 kB", "1-10 kB", "10-100
 * kB", "100 kB-1 MB", ..., ">= 1 TB", with a kB of 1000 B.
 */
SizeClass GetDecadeSizeClass(uint64_t bytes);

} // namespace ns3

#endif // SIZE_CLASS_H
