/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/tgen-generator.h"

#include "ns3/input-error.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{

NS_LOG_COMPONENT_DEFINE("TgenGenerator");

namespace
{

/// Children that a model opens at one instant: more is no burst but a loop.
constexpr uint32_t MAX_STEPS_AT_ONE_INSTANT = 20000;

} // namespace

TgenGenerator::TgenGenerator(Owner& owner,
                             Kind kind,
                             TgenActionGraph::Vertex vertex,
                             TgenGenerator* parent,
                             std::shared_ptr<const TgenMarkovModel> model,
                             uint32_t seed)
    : m_owner(owner),
      m_kind(kind),
      m_vertex(vertex),
      m_parent(parent)
{
    if (model)
    {
        m_walk = std::make_unique<TgenMarkovWalk>(std::move(model), seed);
    }
}

TgenGenerator::~TgenGenerator()
{
    m_next.Cancel();
}

void
TgenGenerator::SetProxy(TgenProxyChoice proxy)
{
    m_proxy = std::move(proxy);
}

const std::optional<TgenProxyChoice>&
TgenGenerator::GetProxy() const
{
    return m_proxy;
}

void
TgenGenerator::Start()
{
    m_isStarting = true;
    if (m_kind == Kind::STREAM)
    {
        OpenOnly();
    }
    else
    {
        Step();
    }
    m_isStarting = false;
}

void
TgenGenerator::OpenOnly()
{
    m_reachedEnd = true;
    if (m_owner.OpenStream(*this))
    {
        ++m_generated;
    }
    else
    {
        m_succeeded = false;
        CompleteIfDone();
    }
}

void
TgenGenerator::Step()
{
    const auto step = m_walk->Next();
    if (step.observation == TgenMarkovModel::Observation::END)
    {
        m_reachedEnd = true;
        CompleteIfDone();
        return;
    }
    CheckPace();
    // A child that cannot be opened is only a pity: the next one is due after the same delay.
    if (m_kind == Kind::TRAFFIC ? m_owner.OpenFlow(*this) : m_owner.OpenStream(*this))
    {
        ++m_generated;
    }
    m_next = Simulator::Schedule(MicroSeconds(step.delayUs), &TgenGenerator::Step, this);
}

void
TgenGenerator::CheckPace()
{
    if (Simulator::Now() != m_instant)
    {
        m_instant = Simulator::Now();
        m_stepsAtThisInstant = 0;
    }
    if (++m_stepsAtThisInstant > MAX_STEPS_AT_ONE_INSTANT)
    {
        throw InputError(m_walk->GetModel().GetName(),
                         0,
                         "the model opens streams or flows without end and without time passing",
                         "delays of a microsecond or more, or an end");
    }
}

void
TgenGenerator::ChildCompleted()
{
    ++m_completed;
    CompleteIfDone();
}

void
TgenGenerator::CompleteIfDone()
{
    if (m_reachedEnd && m_completed >= m_generated && !m_isComplete)
    {
        NS_LOG_FUNCTION(this << m_vertex << m_completed);
        m_isComplete = true;
        m_owner.GeneratorCompleted(*this);
    }
}

TgenGenerator::Kind
TgenGenerator::GetKind() const
{
    return m_kind;
}

TgenActionGraph::Vertex
TgenGenerator::GetVertex() const
{
    return m_vertex;
}

TgenGenerator*
TgenGenerator::GetParent() const
{
    return m_parent;
}

uint64_t
TgenGenerator::GetGenerated() const
{
    return m_generated;
}

uint64_t
TgenGenerator::GetCompleted() const
{
    return m_completed;
}

bool
TgenGenerator::IsStarting() const
{
    return m_isStarting;
}

bool
TgenGenerator::HasSucceeded() const
{
    return m_succeeded;
}

} // namespace ns3
