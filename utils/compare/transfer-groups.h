/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TRANSFER_GROUPS_H
#define TRANSFER_GROUPS_H

#include "recorded-run.h"
#include "transfer-pairs.h"
#include "transfer-quantities.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{

/// How to group transfers.
struct GroupingOptions
{
    bool bySystem{true};
    bool byKind{true};
    bool byLabel{true};
    bool byClient{false};
    bool byServer{false};
    bool bySize{true};
    /// None: the start where all runs know it, else the request.
    std::optional<TransferClock> clock;
};

/// What the transfers of a group have in common. What they are not grouped by is empty.
struct TransferGroupKey
{
    std::string system;
    std::string kind;
    std::string label;
    std::string client;
    std::string server;
    std::string size;      //!< class of the requested sizes; "open-ended" without one
    uint64_t leastSize{0}; //!< of the class: its order

    /**
     * @param hasKind the system has several kinds
     * @return what tells the group from others: "tgen page, 51 KiB"
     */
    std::string ToString(bool hasKind) const;
};

/// What one run has of a group.
struct GroupSample
{
    uint64_t GetCount() const;
    /// @return of those that ended; none when none did
    std::optional<double> GetSuccessRate() const;
    /// @return whether all is the same
    bool operator==(const GroupSample& other) const;

    uint64_t succeeded{0};
    uint64_t failed{0};
    uint64_t open{0};
    uint64_t bytes{0}; //!< payload that moved, both directions
    // Of those that succeeded, sorted:
    std::vector<double> completion; //!< s
    std::vector<double> firstByte;  //!< s
    std::vector<double> goodput;    //!< bit/s
};

struct TransferGroup
{
    TransferGroupKey key;
    std::string name;              //!< of the key; the kind is in it where the system has several
    std::vector<GroupSample> runs; //!< empty where a run has none of the group
    std::vector<TransferPlaces> places; //!< in each run
};

struct TransferGroups
{
    std::vector<TransferGroup> groups;                        //!< sorted
    std::map<std::string, TransferClock, std::less<>> clocks; //!< of each system that has times
    std::vector<std::string> notes; //!< what a reader should know of the grouping
};

/**
 * Put the transfers of several runs into the same groups.
 *
 * A group has one requested size if its transfers have at most eight different ones in all runs
 * together, and a decade of sizes otherwise. What one of the runs does not tell of a system is
 * not grouped by in any: labels where one run has none at all, whether a flow belongs to an incast,
 * whether a key-value request is a get or a set.
 */
TransferGroups GroupTransfers(const std::vector<RecordedRun>& runs, const GroupingOptions& options);

} // namespace ns3

#endif // TRANSFER_GROUPS_H
