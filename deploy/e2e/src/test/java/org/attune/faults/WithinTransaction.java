package org.attune.faults;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** Begins and ends transactions around the methods that are marked so. */
@Interceptor
@Transactional
@Priority(Interceptor.Priority.PLATFORM_BEFORE)
public class WithinTransaction {

  private final Transactions transactions;

  @Inject
  WithinTransaction(Transactions transactions) {
    this.transactions = transactions;
  }

  @AroundInvoke
  @Nullable Object around(InvocationContext call) throws Exception {
    return transactions.run(Transactions.typeOf(call.getMethod()), call::proceed);
  }
}
