// web/src/app/sign-out.ts: leaves the desk and forgets what this browser was shown of it.

import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { post } from "../api/client.ts";
import { useAct } from "../ui/act.ts";

export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  const signOut = useAct(
    () => post("/api/sign-out"),
    [],
    () => {
      client.clear();
      void navigate({ to: "/sign-in" });
    },
  );
  return () => signOut();
}
