/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef DEFERRED_LOOPBACK_H
#define DEFERRED_LOOPBACK_H

#include "ns3/node.h"

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Let TCP segments from a node to itself leave in an event of their own, at the same time.
 *
 * ns-3 delivers them inside the call that sends. Such a connection hears the acknowledgement of a
 * segment before it has noted that it sent one, ignores it, and may stand still until its
 * retransmission timeout, segment by segment. Call it once for a node that has its stack.
 */
void DeferLoopback(Ptr<Node> node);

} // namespace ns3

#endif // DEFERRED_LOOPBACK_H
