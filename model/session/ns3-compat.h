/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NS3_COMPAT_H
#define NS3_COMPAT_H

#include "ns3/enum.h"

/// ns-3 3.42 made Application::AssignStreams virtual, in the release that brought this header.
#if __has_include("ns3/application-helper.h")
#define SYNTHETIC_TRAFFIC_ASSIGN_STREAMS_OVERRIDE override
#else
#define SYNTHETIC_TRAFFIC_ASSIGN_STREAMS_OVERRIDE
#endif

namespace ns3
{
namespace compat
{

/// From ns-3 3.41 on: the accessor has to name its enumeration.
template <typename E, typename Member>
auto
EnumAccessorImpl(Member member, int) -> decltype(MakeEnumAccessor<E>(member))
{
    return MakeEnumAccessor<E>(member);
}

/// Up to ns-3 3.40, where the line above is ill-formed.
template <typename E, typename Member>
auto
EnumAccessorImpl(Member member, long) -> decltype(MakeEnumAccessor(member))
{
    return MakeEnumAccessor(member);
}

/// MakeEnumAccessor for every ns-3 from 3.35 on.
template <typename E, typename Member>
auto
EnumAccessor(Member member)
{
    return EnumAccessorImpl<E>(member, 0);
}

/**
 * Have packets that a full device queue has no room for dropped there, not above it. From ns-3 3.36
 * on.
 * @param helper a PointToPointHelper
 * @return whether devices of this helper will do so
 */
template <typename Helper>
auto
DisableFlowControl(Helper& helper, int) -> decltype(helper.DisableFlowControl(), bool())
{
    helper.DisableFlowControl();
    return true;
}

/// Up to ns-3 3.35, where helpers do not know of it.
template <typename Helper>
bool
DisableFlowControl(Helper&, long)
{
    return false;
}

} // namespace compat
} // namespace ns3

#endif // NS3_COMPAT_H
