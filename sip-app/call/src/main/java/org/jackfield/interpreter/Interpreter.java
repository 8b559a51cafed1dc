package org.jackfield.interpreter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.application.Answer;
import org.jackfield.call.Call;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.instruction.Gather;
import org.jackfield.instruction.Instruction;
import org.jackfield.instruction.Prompt;
import org.jackfield.interpreter.PageReader.Performable;
import org.jackfield.interpreter.PageReader.Reading;
import org.jackfield.interpreter.PageReader.Trouble;
import org.jspecify.annotations.Nullable;

/** Performs documents on a call, from the first request to the end. The call's own thread only. */
final class Interpreter {

  /** Documents in a row of which nothing is heard. */
  static final int MAX_JUMPS = 50;

  /** What takes less was not heard by anybody: an application that loops does so by itself. */
  private static final Duration HEARD = Duration.ofMillis(200);

  private static final int TOO_MANY_JUMPS = 11215;

  private final Call call;
  private final Leg leg;
  private final Conversation conversation;
  private final PageReader pages;
  private final Notebook notebook;
  private final StatusReports reports;
  private final Checkpoints checkpoints;
  private final Executions executions;

  private VoiceSettings voice;
  private @Nullable Execution current;
  private boolean fellBack;
  private int jumps;

  Interpreter(CallRoom room, Leg leg, VoiceSettings voice) {
    this.call = room.call();
    this.leg = leg;
    this.conversation = room.conversation();
    this.pages = room.pages();
    this.notebook = room.notebook();
    this.reports = room.reports();
    this.checkpoints = room.checkpoints();
    this.executions = new Executions(leg, reports);
    this.voice = voice;
  }

  /** Performs all that there is, and what the API puts in its place. */
  Conclusion perform() {
    while (true) {
      try {
        return documents();
      } catch (CallInterrupted e) {
        Optional<Next.Document> result = cutOff();
        switch (e.interruption()) {
          case Interruption.Redirected(VoiceSettings instructions) -> redirect(instructions);
          case Interruption.CallEnded ended -> {
            result.ifPresent(
                next -> reports.also(Targets.of(next.action()), withLeg(next.parameters())));
            return Conclusion.INTERRUPTED;
          }
          case Interruption.EndAsked asked -> {
            return Conclusion.INTERRUPTED;
          }
          case Interruption.TimeIsUp up -> {
            return Conclusion.INTERRUPTED;
          }
        }
      }
    }
  }

  /**
   * Performs what a called party hears first, and no more: whoever gives it other instructions
   * takes it away from who called it.
   */
  Conclusion screen() throws CallInterrupted {
    try {
      return documents();
    } catch (CallInterrupted e) {
      cutOff();
      if (e.interruption() instanceof Interruption.Redirected) {
        throw e;
      }
      return Conclusion.INTERRUPTED;
    }
  }

  /** Other instructions take the place of those that there were; what they do not say stays. */
  void redirect(VoiceSettings instructions) {
    instructions.status().ifPresent(to -> reports.tell(to, instructions.statusEvents()));
    voice =
        new VoiceSettings(
            instructions.start(),
            instructions.document(),
            instructions.fallback().or(voice::fallback),
            instructions.status().or(voice::status),
            instructions.statusEvents());
    jumps = 0;
    fellBack = false;
  }

  /** Ends the instruction that was interrupted; what its application waits for. */
  private Optional<Next.Document> cutOff() {
    Execution execution = current;
    current = null;
    Optional<Next.Document> result = execution == null ? Optional.empty() : execution.afterEnd();
    leg.abandon();
    return result;
  }

  private Conclusion documents() throws CallInterrupted {
    current = null;
    Optional<Page> page = first();
    while (page.isPresent()) {
      Page performed = page.get();
      leg.prepare(prompts(performed));
      Next next = instructions(performed);
      switch (next) {
        case Next.NextInstruction end -> {
          return Conclusion.PERFORMED;
        }
        case Next.End end -> {
          return Conclusion.HUNG_UP;
        }
        case Next.SameDocument same -> page = mayJump() ? page : Optional.empty();
        case Next.Document document -> page = follow(document);
        case Next.Failed(int code, String message) -> {
          page = fallBack(new Trouble(code, message, notebook.latest()), performed.source());
        }
        case Next.SoundFailed failed -> page = Optional.empty();
      }
    }
    return Conclusion.FAILED;
  }

  private Optional<Page> first() throws CallInterrupted {
    if (voice.document().isPresent() && voice.start().isEmpty()) {
      notebook.follows(Optional.empty());
      return opened(pages.readInline(voice.document().get()), Optional.empty());
    }
    return voice.start().isPresent() ? open(voice.start().get(), Map.of()) : Optional.empty();
  }

  private Optional<Page> follow(Next.Document next) throws CallInterrupted {
    fellBack = false;
    return mayJump() ? open(Targets.of(next.action()), next.parameters()) : Optional.empty();
  }

  private boolean mayJump() {
    jumps++;
    if (jumps > MAX_JUMPS) {
      notebook.error(
          TOO_MANY_JUMPS,
          "The application sent the call on " + MAX_JUMPS + " times without anything to hear");
      return false;
    }
    return true;
  }

  private Optional<Page> open(Target target, Map<String, String> parameters)
      throws CallInterrupted {
    Answer answer = leg.ask(() -> conversation.ask(target, call.record(), withLeg(parameters)));
    notebook.follows(Optional.of(answer.exchange()));
    return opened(pages.read(target, answer), Optional.of(target));
  }

  private Map<String, String> withLeg(Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>(leg.parameters());
    all.putAll(parameters);
    return all;
  }

  private Optional<Page> opened(Reading reading, Optional<Target> asked) throws CallInterrupted {
    return switch (reading) {
      case Performable(Page page) -> Optional.of(page);
      case Trouble trouble -> fallBack(trouble, asked);
    };
  }

  private Optional<Page> fallBack(Trouble trouble, Optional<Target> asked) throws CallInterrupted {
    notebook.error(trouble.code(), trouble.message(), trouble.exchange());
    return secondary(trouble.code(), asked);
  }

  // P4.2; a mistake of the fallback itself ends the call
  private Optional<Page> secondary(int code, Optional<Target> asked) throws CallInterrupted {
    if (fellBack || voice.fallback().isEmpty()) {
      return Optional.empty();
    }
    fellBack = true;
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ErrorCode", Integer.toString(code));
    asked.ifPresent(target -> parameters.put("ErrorUrl", target.shown()));
    return open(voice.fallback().get(), parameters);
  }

  private Next instructions(Page page) throws CallInterrupted {
    List<Instruction> instructions = page.document().instructions();
    checkpoints.save(page, 0);
    for (int position = 0; position < instructions.size(); position++) {
      Instruction instruction = instructions.get(position);
      Execution execution = executions.of(instruction);
      current = execution;
      long begun = System.nanoTime();
      Next next = execution.perform();
      current = null;
      if (System.nanoTime() - begun >= HEARD.toNanos()) {
        jumps = 0;
      }
      if (next instanceof Next.SoundFailed(var failure)) {
        Optional<Page> other = secondary(failure.code(), page.source());
        if (other.isPresent()) {
          leg.prepare(prompts(other.get()));
          return instructions(other.get());
        }
      } else if (!(next instanceof Next.NextInstruction)) {
        return next;
      }
      checkpoints.save(page, position + 1);
    }
    return new Next.NextInstruction();
  }

  private static List<Prompt> prompts(Page page) {
    List<Prompt> prompts = new ArrayList<>();
    for (Instruction instruction : page.document().instructions()) {
      if (instruction instanceof Prompt prompt) {
        prompts.add(prompt);
      } else if (instruction instanceof Gather gather) {
        prompts.addAll(gather.prompts());
      }
    }
    return prompts;
  }
}
