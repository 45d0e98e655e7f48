/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-walker.h"

#include "ns3/input-error.h"

#include <optional>

namespace ns3
{

namespace
{

/// TGen's timers count microseconds.
Time
TruncateToMicroseconds(Time time)
{
    return MicroSeconds(time.GetMicroSeconds());
}

} // namespace

TgenWalker::TgenWalker(std::shared_ptr<const TgenActionGraph> graph, Surroundings& surroundings)
    : m_graph(std::move(graph)),
      m_surroundings(surroundings),
      m_visits(m_graph->GetNVertices(), 0)
{
}

void
TgenWalker::Start()
{
    m_startTime = m_surroundings.GetNow();
    m_surroundings.ActionEntered(m_graph->GetStart());
    Continue(m_graph->GetStart());
}

void
TgenWalker::Continue(Vertex vertex)
{
    // Depth first, as the real program recurses; a loop without time must not use up the stack.
    const auto base = m_stack.size();
    PushExits(vertex);
    while (m_stack.size() > base && !m_ended)
    {
        const auto next = m_stack.back();
        m_stack.pop_back();
        CheckPace(next);
        m_surroundings.ActionEntered(next);
        if (Enter(next))
        {
            PushExits(next);
        }
    }
}

void
TgenWalker::Stop()
{
    m_ended = true;
    m_stack.clear();
}

bool
TgenWalker::HasEnded() const
{
    return m_ended;
}

void
TgenWalker::PushExits(Vertex vertex)
{
    if (m_ended)
    {
        return;
    }
    const auto& exits = m_graph->GetExits(vertex);
    double total = 0;
    for (const auto& exit : exits)
    {
        total += exit.weight.value_or(0);
    }
    if (total > 0)
    {
        // One of the weighted exits, after all the others.
        const double drawn = m_surroundings.Draw() * total;
        double sum = 0;
        const TgenActionGraph::Exit* chosen = nullptr;
        for (const auto& exit : exits)
        {
            if (exit.weight.value_or(0) > 0)
            {
                chosen = &exit; // the last one, should rounding leave the sum below the total
                sum += *exit.weight;
                if (sum > drawn)
                {
                    break;
                }
            }
        }
        m_stack.push_back(chosen->target);
    }
    for (auto exit = exits.rbegin(); exit != exits.rend(); ++exit)
    {
        if (!exit->weight)
        {
            m_stack.push_back(exit->target);
        }
    }
}

bool
TgenWalker::Enter(Vertex vertex)
{
    switch ((*m_graph)[vertex].action)
    {
    case TgenAction::START:
        return true;
    case TgenAction::PAUSE:
        return EnterPause(vertex);
    case TgenAction::END:
        return EnterEnd(vertex);
    default:
        m_surroundings.StartAction(vertex);
        return false;
    }
}

bool
TgenWalker::EnterPause(Vertex vertex)
{
    const auto& times = (*m_graph)[vertex].pauseTimes;
    if (times.empty())
    {
        // A barrier counts visits, whichever way they came.
        if (++m_visits[vertex] < m_graph->GetInDegree(vertex))
        {
            return false;
        }
        m_visits[vertex] = 0;
        return true;
    }
    const auto delay = TruncateToMicroseconds(
        times.size() == 1 ? times[0] : times[m_surroundings.Pick(times.size())]);
    if (delay.IsZero())
    {
        return true;
    }
    m_surroundings.Wait(vertex, delay);
    return false;
}

bool
TgenWalker::EnterEnd(Vertex vertex)
{
    const auto& end = (*m_graph)[vertex];
    const auto progress = m_surroundings.GetProgress();
    std::vector<std::string> reasons;
    const auto check = [&](const std::optional<uint64_t>& limit,
                           const char* did,
                           uint64_t amount,
                           const char* unit) {
        if (limit && amount >= *limit)
        {
            reasons.push_back("we " + std::string(did) + " " + std::to_string(amount) + " " + unit +
                              " and we met or exceeded the configured limit of " +
                              std::to_string(*limit) + " " + unit);
        }
    };
    check(end.endTotalSize,
          "sent and received",
          progress.bytesSent + progress.bytesReceived,
          "bytes");
    check(end.endSendSize, "sent", progress.bytesSent, "bytes");
    check(end.endRecvSize, "received", progress.bytesReceived, "bytes");
    check(end.endCount, "completed", progress.streamsCompleted, "streams");
    check(end.endSuccesses, "successfully completed", progress.streamsSucceeded, "streams");
    if (end.endTime)
    {
        const auto elapsed = m_surroundings.GetNow() - m_startTime;
        check(end.endTime->GetMicroSeconds(), "ran for", elapsed.GetMicroSeconds(), "microseconds");
    }
    if (reasons.empty())
    {
        return true;
    }
    Stop();
    for (const auto& reason : reasons)
    {
        m_surroundings.EndReached(vertex, reason);
    }
    return false;
}

void
TgenWalker::CheckPace(Vertex vertex)
{
    const auto now = m_surroundings.GetNow();
    if (now != m_instant)
    {
        m_instant = now;
        m_stepsAtThisInstant = 0;
    }
    if (++m_stepsAtThisInstant > 100000 + 10 * m_graph->GetNVertices())
    {
        const auto& here = (*m_graph)[vertex];
        throw InputError(m_graph->GetFile(),
                         here.line,
                         "the walk goes round through '" + here.id + "' without time passing",
                         "a pause or a stream that takes time on every way round");
    }
}

} // namespace ns3
