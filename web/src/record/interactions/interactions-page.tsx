export default function Interactions() {
  return null
}
