/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "transfer-groups.h"

#include "size-class.h"

#include "ns3/figure-drawing.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>

namespace ns3
{

namespace
{

constexpr std::size_t MAX_EXACT_SIZES = 8;

/// What the runs know of one system.
struct SystemKnowledge
{
    /// What one run knows of it.
    struct Run
    {
        std::set<std::string_view> kinds;
        bool hasLabels{false};
        bool hasTimes{false};
        bool knowsStarts{true};
        bool knowsRequests{true};
    };

    std::vector<Run> runs; //!< those that have transfers of the system
};

std::map<std::string_view, SystemKnowledge>
Learn(const std::vector<RecordedRun>& runs)
{
    std::map<std::string_view, SystemKnowledge> systems;
    for (const auto& run : runs)
    {
        std::map<std::string_view, SystemKnowledge::Run> known;
        std::string_view last;
        SystemKnowledge::Run* system = nullptr;
        for (const auto& transfer : run.transfers)
        {
            if (!system || transfer.system != last)
            {
                system = &known[transfer.system];
                last = transfer.system;
            }
            system->kinds.insert(transfer.kind);
            system->hasLabels |= !transfer.label.empty();
            if (transfer.status == TransferRecord::SUCCESS && transfer.isEndKnown)
            {
                system->hasTimes = true;
                system->knowsStarts &= transfer.isStartKnown;
                system->knowsRequests &= bool(transfer.request);
            }
        }
        for (auto& [name, one] : known)
        {
            systems[name].runs.push_back(std::move(one));
        }
    }
    return systems;
}

/// How one system is grouped.
struct SystemRules
{
    SystemRules(std::string_view system,
                const SystemKnowledge& knowledge,
                const GroupingOptions& options)
    {
        const auto& runs = knowledge.runs;
        const auto all = [&runs](auto predicate) {
            return std::all_of(runs.begin(), runs.end(), predicate);
        };
        const auto any = [&runs](auto predicate) {
            return std::any_of(runs.begin(), runs.end(), predicate);
        };
        hasTimes = any([](const auto& run) { return run.hasTimes; });
        usesLabels = all([](const auto& run) { return run.hasLabels; });
        dropsLabels = !usesLabels && any([](const auto& run) { return run.hasLabels; });
        const auto has = [](std::string_view kind) {
            return [kind](const auto& run) { return run.kinds.count(kind) > 0; };
        };
        // Files of HKUST's tool do not tell what an incast is, those of flow groups not what a get.
        mergesIncast = system == "poisson" && any(has("incast")) && !all(has("incast"));
        mergesRequests = system == "flow-group" && any(has("request"));

        if (options.clock)
        {
            clock = *options.clock;
        }
        else if (all([](const auto& run) { return run.knowsStarts; }))
        {
            clock = TransferClock::START;
        }
        else if (all([](const auto& run) { return run.knowsRequests; }))
        {
            clock = TransferClock::REQUEST;
        }
        else
        {
            clock = TransferClock::UNEQUAL;
        }
    }

    std::string_view GetKind(std::string_view kind) const
    {
        return mergesIncast && kind == "incast"                     ? "flow"
               : mergesRequests && (kind == "get" || kind == "set") ? "request"
                                                                    : kind;
    }

    bool hasTimes{};
    bool usesLabels{};
    bool dropsLabels{};
    bool mergesIncast{};
    bool mergesRequests{};
    TransferClock clock{TransferClock::START};
};

/// Add one transfer to its group.
void
Add(const RecordedTransfer& transfer, TransferClock clock, GroupSample& sample)
{
    sample.bytes += transfer.sentBytes + transfer.receivedBytes;
    ++(transfer.status == TransferRecord::SUCCESS  ? sample.succeeded
       : transfer.status == TransferRecord::FAILED ? sample.failed
                                                   : sample.open);
    const auto measured = MeasureTransfer(transfer, clock);
    const auto add = [](const auto& value, auto& values) {
        if (value)
        {
            values.push_back(*value);
        }
    };
    add(measured.completion, sample.completion);
    add(measured.firstByte, sample.firstByte);
    add(measured.goodput, sample.goodput);
}

/// The transfers that differ in size alone.
struct Family
{
    /// @return the class of a size
    SizeClass Classify(const std::optional<uint64_t>& bytes) const
    {
        return !bytes                            ? SizeClass{"open-ended", UINT64_MAX}
               : sizes.size() <= MAX_EXACT_SIZES ? GetExactSizeClass(*bytes)
                                                 : GetDecadeSizeClass(*bytes);
    }

    std::set<uint64_t> sizes; //!< that were requested; not more than it takes to know
    /// By the least size of the class.
    std::map<uint64_t, TransferGroup> groups;
};

/// System, kind, label, client, server.
using FamilyKey = std::array<std::string_view, 5>;

} // namespace

std::string
TransferGroupKey::ToString(bool hasKind) const
{
    std::string text;
    const auto append = [&text](const std::string& word, const char* before) {
        if (!word.empty())
        {
            text += (text.empty() ? "" : before) + word;
        }
    };
    append(system, " ");
    append(hasKind && kind != label ? kind : "", " ");
    append(label, " ");
    append(client, " from ");
    append(server, " to ");
    append(size, ", ");
    return text.empty() ? "all" : text;
}

uint64_t
GroupSample::GetCount() const
{
    return succeeded + failed + open;
}

std::optional<double>
GroupSample::GetSuccessRate() const
{
    const auto ended = succeeded + failed;
    return ended == 0 ? std::nullopt
                      : std::optional(static_cast<double>(succeeded) / static_cast<double>(ended));
}

bool
GroupSample::operator==(const GroupSample& other) const
{
    const auto all = [](const GroupSample& sample) {
        return std::tie(sample.succeeded,
                        sample.failed,
                        sample.open,
                        sample.bytes,
                        sample.completion,
                        sample.firstByte,
                        sample.goodput);
    };
    return all(*this) == all(other);
}

TransferGroups
GroupTransfers(const std::vector<RecordedRun>& runs, const GroupingOptions& options)
{
    TransferGroups result;
    std::map<std::string_view, SystemRules> rules;
    for (const auto& [system, knowledge] : Learn(runs))
    {
        const auto rule = rules.emplace(system, SystemRules(system, knowledge, options)).first;
        const std::string name(system);
        if (rule->second.hasTimes)
        {
            result.clocks[name] = rule->second.clock;
        }
        if (rule->second.dropsLabels && options.byLabel)
        {
            result.notes.push_back(name + ": not grouped by label, as one of the runs has none");
        }
        if (rule->second.clock == TransferClock::UNEQUAL)
        {
            result.notes.push_back(
                name + ": times count from the start in one run and from the request in another");
        }
    }

    std::map<FamilyKey, Family> families;
    const auto visit = [&](auto&& see) {
        for (std::size_t run = 0; run < runs.size(); ++run)
        {
            // Transfers of a kind come in rows.
            FamilyKey last;
            Family* family = nullptr;
            const SystemRules* rule = nullptr;
            for (const auto& transfer : runs[run].transfers)
            {
                if (!rule || transfer.system != last[0])
                {
                    rule = &rules.at(transfer.system);
                    family = nullptr;
                }
                const FamilyKey key{transfer.system,
                                    options.byKind ? rule->GetKind(transfer.kind) : "",
                                    options.byLabel && rule->usesLabels ? transfer.label : "",
                                    options.byClient ? transfer.client : "",
                                    options.byServer ? transfer.server : ""};
                if (!family || key != last)
                {
                    auto named = key;
                    if (!options.bySystem)
                    {
                        named[0] = "";
                    }
                    family = &families[named];
                    last = key;
                }
                see(run, transfer, *rule, *family);
            }
        }
    };
    if (options.bySize)
    {
        visit([](auto, const auto& transfer, const auto&, auto& family) {
            if (transfer.requestedBytes && family.sizes.size() <= MAX_EXACT_SIZES)
            {
                family.sizes.insert(*transfer.requestedBytes);
            }
        });
    }
    visit([&](auto run, const auto& transfer, const auto& rule, auto& family) {
        const auto size =
            options.bySize ? family.Classify(transfer.requestedBytes) : SizeClass{"", 0};
        auto& group = family.groups[size.least];
        if (group.runs.empty())
        {
            group.runs.resize(runs.size());
            group.places.resize(runs.size());
            group.key.size = size.name;
            group.key.leastSize = size.least;
        }
        Add(transfer, rule.clock, group.runs[run]);
        group.places[run].push_back(static_cast<uint32_t>(&transfer - runs[run].transfers.data()));
    });

    for (auto& [key, family] : families)
    {
        for (auto& [least, group] : family.groups)
        {
            group.key.system = key[0];
            group.key.kind = key[1];
            group.key.label = key[2];
            group.key.client = key[3];
            group.key.server = key[4];
            for (auto& sample : group.runs)
            {
                for (auto* values : {&sample.completion, &sample.firstByte, &sample.goodput})
                {
                    std::sort(values->begin(), values->end());
                }
            }
            result.groups.push_back(std::move(group));
        }
    }
    std::map<std::string, std::set<std::string>> kinds;
    for (const auto& group : result.groups)
    {
        kinds[group.key.system].insert(group.key.kind);
    }
    for (auto& group : result.groups)
    {
        // Names of a broken file may hold anything, and are printed on terminals.
        group.name = CleanText(group.key.ToString(kinds[group.key.system].size() > 1));
    }
    return result;
}

} // namespace ns3
