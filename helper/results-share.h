/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef RESULTS_SHARE_H
#define RESULTS_SHARE_H

#include <nlohmann/json.hpp>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What this process knows of something that results tell besides the transfers. In a parallel run
 * every rank knows a share of it, and rank 0 puts the shares together.
 */
class ResultsShare
{
  public:
    virtual ~ResultsShare() = default;

    /// All transfers are reported: complete the files that only this rank writes.
    virtual void Close()
    {
    }

    /// What rank 0 has to know of this share.
    virtual nlohmann::json Save() const = 0;
    /// Add the share of another rank to this one.
    virtual void Merge(const nlohmann::json& saved) = 0;

    /// On rank 0, which knows all by now: write the files that there are once, and add to the
    /// summary.
    virtual void Finish(nlohmann::ordered_json& summary) = 0;
};

} // namespace ns3

#endif // RESULTS_SHARE_H
