package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.Warehouse;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Kills an update before or after the nth step that leaves a trace: a write, a commit, a deletion.
 * What is killed is an Error, which no cleaning up catches, as nothing cleans up after kill -9.
 */
final class Faults {
  private static final Set<String> STEPS = Set.of("write", "commit", "upload", "delete");

  private final int fatal;
  private final AtomicInteger steps = new AtomicInteger();

  /**
   * @param fatal the step to die at, from 1
   */
  Faults(int fatal) {
    this.fatal = fatal;
  }

  static final class Kill extends Error {
    Kill(String where) {
      super(where);
    }
  }

  /** Runs until it dies; false when it came to its end. */
  boolean kill(Shop shop, UpdateRequest request) {
    try (Updates updates = shop.updates(in(shop.warehouse), this::in)) {
      shop.run(updates, request);
      return false;
    } catch (Kill e) {
      return true;
    }
  }

  Warehouse in(Warehouse warehouse) {
    return wrap(Warehouse.class, warehouse);
  }

  Engine in(Engine engine) {
    return wrap(Engine.class, engine);
  }

  private <T> T wrap(Class<T> type, T real) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              boolean step = STEPS.contains(method.getName());
              if (step) {
                step("before " + method.getName());
              }
              Object result;
              try {
                result = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (step) {
                step("after " + method.getName());
              }
              return wrapped(result);
            });
    return type.cast(proxy);
  }

  private Object wrapped(Object result) {
    if (result instanceof DeltaTable table) {
      return wrap(DeltaTable.class, table);
    }
    return result instanceof FileStore files ? wrap(FileStore.class, files) : result;
  }

  /** Once dead, nothing works any more. */
  private void step(String where) {
    if (steps.incrementAndGet() >= fatal) {
      throw new Kill(where);
    }
  }
}
